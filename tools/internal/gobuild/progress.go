package gobuild

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"sync"
	"time"
)

// How often progress is shown: a terminal has one line that changes, anything
// else gets a new line now and then.
const (
	terminalPeriod = time.Second
	filePeriod     = 30 * time.Second
)

// keptLines bounds what is remembered of a failing build's output.
const keptLines = 40

// progress reads what "go build -v" prints: it counts what was done, and keeps
// what is neither a download nor a package's name, which is what went wrong.
type progress struct {
	log      io.Writer
	terminal bool
	start    time.Time
	done     chan struct{}
	ended    sync.WaitGroup

	mu                   sync.Mutex
	rest                 string // of a line that is not complete
	downloaded, compiled int
	kept                 []string
}

func startProgress(log io.Writer) *progress {
	p := &progress{log: log, terminal: isTerminal(log), start: time.Now(), done: make(chan struct{})}
	period := filePeriod
	if p.terminal {
		period = terminalPeriod
	}
	p.ended.Go(func() {
		ticker := time.NewTicker(period)
		defer ticker.Stop()
		for {
			select {
			case <-p.done:
				return
			case <-ticker.C:
				p.show()
			}
		}
	})
	return p
}

// stop ends the display and returns how long it all took, for people to read.
func (p *progress) stop() string {
	close(p.done)
	p.ended.Wait()
	if p.terminal {
		fmt.Fprint(p.log, "\r\x1b[K")
	}
	return p.elapsed()
}

func (p *progress) elapsed() string {
	d := time.Since(p.start)
	if d < 10*time.Second {
		return d.Round(100 * time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}

func (p *progress) show() {
	p.mu.Lock()
	line := fmt.Sprintf("tools: %s: %d modules downloaded, %d packages compiled", p.elapsed(), p.downloaded, p.compiled)
	p.mu.Unlock()
	if p.terminal {
		fmt.Fprintf(p.log, "\r\x1b[K%s", line)
	} else {
		fmt.Fprintln(p.log, line)
	}
}

// packageName matches the lines that -v adds.
var packageName = regexp.MustCompile(`^[A-Za-z0-9._~/-]+$`)

// Write takes the go command's standard error.
func (p *progress) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	text := p.rest + string(b)
	for {
		line, rest, whole := strings.Cut(text, "\n")
		if !whole {
			p.rest = text
			return len(b), nil
		}
		p.take(strings.TrimSuffix(line, "\r"))
		text = rest
	}
}

func (p *progress) take(line string) {
	switch {
	case strings.HasPrefix(line, "go: downloading "):
		p.downloaded++
	case packageName.MatchString(line):
		p.compiled++
	case strings.TrimSpace(line) != "":
		p.kept = append(p.kept, line)
		if len(p.kept) > keptLines {
			p.kept = p.kept[1:]
		}
	}
}

// diagnostics returns what the go command complained of, newest last.
func (p *progress) diagnostics() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(append(p.kept, p.rest), "\n")
}

// isTerminal reports whether a line on w can be painted over.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
