package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// sameConfiguration returns an error unless two Terraform configurations in
// JSON are the same but for CDKTF's notes about itself, under the key "//". It
// says where they differ.
func sameConfiguration(a, b []byte) error {
	var left, right any
	if err := json.Unmarshal(a, &left); err != nil {
		return err
	}
	if err := json.Unmarshal(b, &right); err != nil {
		return err
	}
	const most = 10
	differences := differ("", left, right)
	if len(differences) == 0 {
		return nil
	}
	more := ""
	if len(differences) > most {
		more = fmt.Sprintf("\n\tand %d more", len(differences)-most)
		differences = differences[:most]
	}
	return fmt.Errorf("different:\n\t%s%s", strings.Join(differences, "\n\t"), more)
}

// differ lists the paths at which two JSON values differ.
func differ(path string, a, b any) []string {
	left, ok := a.(map[string]any)
	right, both := b.(map[string]any)
	if !ok || !both {
		if reflect.DeepEqual(withoutNotes(a), withoutNotes(b)) {
			return nil
		}
		return []string{fmt.Sprintf("%s: %s, and %s", path, short(a), short(b))}
	}
	keys := map[string]bool{}
	for key := range left {
		keys[key] = true
	}
	for key := range right {
		keys[key] = true
	}
	delete(keys, "//")
	var all []string
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		at := strings.TrimPrefix(path+"."+key, ".")
		one, in := left[key]
		other, too := right[key]
		if in != too {
			all = append(all, fmt.Sprintf("%s: only in one of the two", at))
			continue
		}
		all = append(all, differ(at, one, other)...)
	}
	return all
}

// withoutNotes is a JSON value without what is under "//" anywhere in it.
func withoutNotes(value any) any {
	switch value := value.(type) {
	case map[string]any:
		plain := map[string]any{}
		for key, each := range value {
			if key != "//" {
				plain[key] = withoutNotes(each)
			}
		}
		return plain
	case []any:
		plain := make([]any, len(value))
		for i, each := range value {
			plain[i] = withoutNotes(each)
		}
		return plain
	}
	return value
}

// short is a JSON value on a line that can be read.
func short(value any) string {
	text, _ := json.Marshal(value)
	if len(text) > 60 {
		return string(text[:60]) + "…"
	}
	return string(text)
}
