package gobuild

import (
	"bytes"
	"strings"
	"testing"
)

func TestProgressReadsGoBuild(t *testing.T) {
	const printed = `go: downloading example.com/a v1.2.3
go: downloading example.com/b v0.0.0-20240101000000-abcdef123456
internal/goarch
example.com/a
gopkg.in/yaml.v3
# example.com/a
./a.go:3:1: undefined: b
	more of it`
	tests := map[string]int{"whole": len(printed), "in bits": 7, "by character": 1}
	for name, size := range tests {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			p := startProgress(&log)
			for rest := printed; rest != ""; rest = rest[min(size, len(rest)):] {
				if _, err := p.Write([]byte(rest[:min(size, len(rest))])); err != nil {
					t.Fatal(err)
				}
			}
			p.show()
			p.stop()
			if want := ": 2 modules downloaded, 3 packages compiled\n"; !strings.HasSuffix(log.String(), want) {
				t.Errorf("shown: %q, want …%q", log.String(), want)
			}
			want := "# example.com/a\n./a.go:3:1: undefined: b\n\tmore of it"
			if got := p.diagnostics(); got != want {
				t.Errorf("diagnostics:\n got %q\nwant %q", got, want)
			}
		})
	}
}

func TestProgressForgetsTheStartOfALongOutput(t *testing.T) {
	p := startProgress(&bytes.Buffer{})
	defer p.stop()
	for range 3 * keptLines {
		_, _ = p.Write([]byte("an error: again\n"))
	}
	_, _ = p.Write([]byte("an error: the last\n"))
	got := strings.Split(strings.TrimSpace(p.diagnostics()), "\n")
	if len(got) != keptLines || got[len(got)-1] != "an error: the last" {
		t.Errorf("kept %d lines, the last is %q", len(got), got[len(got)-1])
	}
}
