package main

import (
	"errors"
	"math"
	"slices"
	"testing"
)

func TestSample(t *testing.T) {
	for _, test := range []struct {
		name   string
		sample sample
		median float64
		text   string
	}{
		{"nothing", nil, math.NaN(), "–"},
		{"one run has no spread", sample{1.5}, 1.5, "1.50"},
		{"odd", sample{3, 1, 2}, 2, "2.00 (1.00 to 3.00)"},
		{"even", sample{4, 1, 2, 3}, 2.5, "2.50 (1.00 to 4.00)"},
		{"one slow run does not move it", sample{2, 2, 100, 2, 2}, 2, "2.00 (2.00 to 100)"},
		{"negative", sample{-0.5, 0, 0.25}, 0, "0.00 (-0.50 to 0.25)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			before := slices.Clone(test.sample)
			if got := test.sample.median(); got != test.median && !(math.IsNaN(got) && math.IsNaN(test.median)) {
				t.Errorf("median %v, want %v", got, test.median)
			}
			if got := test.sample.String(); got != test.text {
				t.Errorf("text %q, want %q", got, test.text)
			}
			if !slices.Equal(before, test.sample) {
				t.Errorf("the order of runs was changed: %v, was %v", test.sample, before)
			}
		})
	}
}

func TestOverAndMinus(t *testing.T) {
	slow, fast := sample{6, 8, 7}, sample{2, 2, 3}
	if got := slow.over(fast); got != 3.5 {
		t.Errorf("7 over 2 is %v", got)
	}
	if got := slow.over(nil); !math.IsNaN(got) {
		t.Errorf("over nothing is %v", got)
	}
	if got, want := slow.minus(fast), (sample{4, 6, 4}); !slices.Equal(got, want) {
		t.Errorf("differences %v, want %v", got, want)
	}
}

func TestAddLeavesOutWhatWasNotMeasured(t *testing.T) {
	var s sample
	s.add(0)
	s.add(2)
	if !slices.Equal(s, sample{2}) {
		t.Errorf("%v", s)
	}
}

func TestFigure(t *testing.T) {
	for value, want := range map[float64]string{
		0: "0.00", 0.1234: "0.12", -0.019: "-0.02", 9.994: "9.99", 9.996: "10.0", 42.55: "42.5",
		99.96: "100", 191.4: "191", 1234.4: "1,234", 1234567: "1,234,567", -1234567: "-1,234,567",
		math.Inf(1): "–",
	} {
		if got := figure(value); got != want {
			t.Errorf("figure(%v) = %q, want %q", value, got, want)
		}
	}
}

func TestInTurn(t *testing.T) {
	var order string
	call := func(name string) func() error {
		return func() error { order += name; return nil }
	}
	if err := inTurn(4, call("a"), call("b"), call("c")); err != nil {
		t.Fatal(err)
	}
	if want := "abc" + "bca" + "cab" + "abc"; order != want {
		t.Errorf("order %s, want %s", order, want)
	}
	failed := errors.New("failed")
	calls := 0
	err := inTurn(4, func() error { calls++; return failed })
	if !errors.Is(err, failed) || calls != 1 {
		t.Errorf("%v after %d calls, want the first failure at once", err, calls)
	}
}
