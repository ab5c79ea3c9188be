package main

import (
	"fmt"
	"math"
	"slices"
)

// A sample is one figure, measured several times.
type sample []float64

// median is the middle value, or the mean of the two in the middle; NaN when
// nothing was measured.
func (s sample) median() float64 {
	if len(s) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(s))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// String is the median and, when there are several values, the smallest and
// the largest: the spread.
func (s sample) String() string {
	switch len(s) {
	case 0:
		return "–"
	case 1:
		return figure(s[0])
	}
	return fmt.Sprintf("%s (%s to %s)", figure(s.median()), figure(slices.Min(s)), figure(slices.Max(s)))
}

// minus is the differences of two samples that were taken in turn, run by run.
func (s sample) minus(other sample) sample {
	var differences sample
	for i := range min(len(s), len(other)) {
		differences = append(differences, s[i]-other[i])
	}
	return differences
}

// over is the ratio of two medians; NaN when one is missing.
func (s sample) over(base sample) float64 { return s.median() / base.median() }

// figure writes a value with about three digits that mean something.
func figure(value float64) string {
	switch size := math.Abs(value); {
	case math.IsNaN(value) || math.IsInf(value, 0):
		return "–"
	case size < 9.995:
		return fmt.Sprintf("%.2f", value)
	case size < 99.95:
		return fmt.Sprintf("%.1f", value)
	default:
		return thousands(int(math.Round(value)))
	}
}

// thousands writes a whole number with commas.
func thousands(n int) string {
	if n < 0 {
		return "-" + thousands(-n)
	}
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

// services is a number of services in words.
func services(n int) string {
	if n == 1 {
		return "1 service"
	}
	return thousands(n) + " services"
}

// inTurn calls all of them in each of so many rounds, each round starting with
// the next one.
func inTurn(rounds int, all ...func() error) error {
	for round := range rounds {
		for i := range all {
			if err := all[(round+i)%len(all)](); err != nil {
				return err
			}
		}
	}
	return nil
}

// add appends a value; one that could not be measured is 0 and left out.
func (s *sample) add(value float64) {
	if value != 0 {
		*s = append(*s, value)
	}
}
