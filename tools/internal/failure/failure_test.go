package failure

import (
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"strings"
	"testing"
)

func TestExplain(t *testing.T) {
	exit := errors.New("go build: exit status 1")
	tests := []struct {
		name, output string
		err          error
		want         []string
	}{
		{
			name: "no go",
			err:  &exec.Error{Name: "go", Err: exec.ErrNotFound},
			want: []string{"x was not built: there is no go command on PATH", "  install Go 1.26 or newer, or add its bin folder to PATH, and run it again"},
		},
		{
			name:   "disk full while linking",
			output: "# example.com/x\n/usr/lib/go/link: mapping output file failed: no space left on device",
			err:    exit,
			want: []string{
				"x was not built: the disk is full",
				"  /usr/lib/go/link: mapping output file failed: no space left on device",
				"  make room where TANDEM_CACHE and `go env GOCACHE GOMODCACHE` point to (4 GB do), or point them to another disk, and run it again",
			},
		},
		{
			name: "disk full while writing",
			err:  &fs.PathError{Op: "mkdir", Path: "/cache/google", Err: errors.New("no space left on device")},
			want: []string{"x was not built: the disk is full", "  mkdir /cache/google: no space left on device", "  make room where"},
		},
		{
			name:   "proxy unreachable",
			output: `go: example.com/a@v1.0.0: Get "https://proxy.example/a/@v/v1.0.0.mod": dial tcp: lookup proxy.example: no such host`,
			err:    exit,
			want:   []string{"x was not built: a module could not be downloaded", "  go: example.com/a@v1.0.0: Get", "  check the network and `go env GOPROXY`"},
		},
		{
			name:   "proxy refuses",
			output: "go: example.com/a@v1.0.0: reading https://proxy.example/a/@v/v1.0.0.zip: 403 Forbidden",
			err:    exit,
			want:   []string{"x was not built: a module could not be downloaded", "  go: example.com/a@v1.0.0: reading", "  check the network and `go env GOPROXY`"},
		},
		{
			name:   "downloads switched off",
			output: "go: example.com/a@v1.0.0: module lookup disabled by GOPROXY=off",
			err:    exit,
			want:   []string{"x was not built: a module could not be downloaded", "  go: example.com", "  check the network"},
		},
		{
			name:   "other content than pinned",
			output: "verifying example.com/a@v1.0.0: checksum mismatch\n\tdownloaded: h1:a\n\tgo.sum:     h1:b\n\nSECURITY ERROR",
			err:    exit,
			want:   []string{"x was not built: what was downloaded is not what go.sum vouches for", "  verifying example.com/a@v1.0.0: checksum mismatch", "  do not use that download"},
		},
		{
			name:   "old Go",
			output: "go: go.mod requires go >= 1.26.0 (running go 1.24.1; GOTOOLCHAIN=local)",
			err:    exit,
			want:   []string{"x was not built: this version of Go is too old", "  go: go.mod requires", "  install Go 1.26 or newer"},
		},
		{
			name:   "incomplete pin",
			output: "main.go:3:8: missing go.sum entry for module providing package example.com/a",
			err:    exit,
			want:   []string{"x was not built: the pin's go.mod and go.sum do not fit together", "  main.go:3:8", "  restore both"},
		},
		{
			name:   "out of memory",
			output: "example.com/big: /usr/lib/go/compile: signal: killed",
			err:    exit,
			want:   []string{"x was not built: the compiler ran out of memory or was killed", "  example.com/big", "  about 4 GB are needed"},
		},
		{
			name: "cache not writable",
			err:  &fs.PathError{Op: "mkdir", Path: "/cache", Err: fs.ErrPermission},
			want: []string{"x was not built: a folder cannot be written", "  mkdir /cache: permission denied", "  make it writable, or set TANDEM_CACHE"},
		},
		{
			name:   "anything else is shown as it is",
			output: "# example.com/x\nx.go:1:1: expected 'package'\n",
			err:    exit,
			want:   []string{"x was not built: go build: exit status 1", "  # example.com/x", "  x.go:1:1: expected 'package'"},
		},
		{
			name: "silence",
			err:  exit,
			want: []string{"x was not built: go build: exit status 1"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.Split(fmt.Sprint(Explain("x was not built", tt.err, tt.output)), "\n")
			if len(got) != len(tt.want) {
				t.Fatalf("got %d lines, want %d:\n%s", len(got), len(tt.want), strings.Join(got, "\n"))
			}
			for i, want := range tt.want {
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("line %d:\n got %s\nwant %s…", i, got[i], want)
				}
			}
		})
	}
}
