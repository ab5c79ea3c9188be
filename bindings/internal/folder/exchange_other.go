//go:build !linux

package folder

import "errors"

func exchange(a, b string) error { return errors.ErrUnsupported }
