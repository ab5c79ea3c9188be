package assembly

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// readMembers reads an assembly's members. Those of the two large ones are read
// one by one.
func readMembers(d *json.Decoder) (others, types, submodules map[string]json.RawMessage, err error) {
	others = map[string]json.RawMessage{}
	err = each(d, func(name string) (err error) {
		switch name {
		case "types":
			types, err = readObject(d)
		case "submodules":
			submodules, err = readObject(d)
		default:
			var raw json.RawMessage
			err = d.Decode(&raw)
			others[name] = raw
		}
		return err
	})
	return others, types, submodules, err
}

// readObject reads an object without looking into its members.
func readObject(d *json.Decoder) (map[string]json.RawMessage, error) {
	members := map[string]json.RawMessage{}
	err := each(d, func(name string) error {
		var raw json.RawMessage
		err := d.Decode(&raw)
		members[name] = raw
		return err
	})
	return members, err
}

// each calls member with the name of each member of an object; it has to read
// the value.
func each(d *json.Decoder, member func(name string) error) error {
	if start, err := d.Token(); err != nil {
		return err
	} else if start != json.Delim('{') {
		return fmt.Errorf("%v where an object should be", start)
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		if err := member(name.(string)); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

// Object writes a JSON object, its members sorted and each as it was read.
func Object(members map[string]json.RawMessage) json.RawMessage {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, name := range slices.Sorted(maps.Keys(members)) {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(quote(name))
		b.WriteByte(':')
		b.Write(members[name])
	}
	b.WriteByte('}')
	return b.Bytes()
}

// quote writes a JSON string.
func quote(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		return strconv.Quote(s)
	}
	return string(data)
}
