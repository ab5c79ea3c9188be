package npm

import (
	"errors"
	"testing"
)

// TestExplain condenses what npm prints, in its old and its new form.
func TestExplain(t *testing.T) {
	for name, test := range map[string]struct{ stderr, want string }{
		"a code": {
			"npm warn config something\nnpm error code ETARGET\nnpm error notarget No matching version found for x@9.\nnpm error A complete log of this run can be found in: /somewhere\n",
			"the npm registry has no such version",
		},
		"an old npm": {
			"npm ERR! code E404\nnpm ERR! 404 Not Found - GET x\n",
			"the npm registry has no such version",
		},
		"no network": {
			"npm error code EAI_AGAIN\nnpm error syscall getaddrinfo\n",
			offline,
		},
		"a code that nobody knows": {
			"npm error code EFOO\nnpm error one\nnpm error\nnpm error     at Object.x (file.js:1)\nnpm error two\nnpm error three\nnpm error four\nnpm error A complete log of this run can be found in: /x\n",
			"code EFOO; one; two; three",
		},
		"silence": {"", "exit status 1"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := explain(test.stderr, errors.New("exit status 1")).Error(); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}
