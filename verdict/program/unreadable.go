package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"sort"
)

// largestSearched is how large a document may be for its unreadable field to be looked for, in bytes.
const largestSearched = 1 << 18

// unreadableField finds the value that keeps a document from being read: Go's decoder names none in a list, and of a quantity or
// of base64 not even the field. Without that value, the error is another one, or none.
func unreadableField(document []byte, problem error, read func([]byte) error) string {
	var fields map[string]any
	numbers := json.NewDecoder(bytes.NewReader(document))
	numbers.UseNumber()
	if len(document) > largestSearched || numbers.Decode(&fields) != nil {
		return ""
	}
	// Without these nothing can be read at all.
	typed := map[string]any{"apiVersion": fields["apiVersion"], "kind": fields["kind"]}
	delete(fields, "apiVersion")
	delete(fields, "kind")
	isWithout := func() bool {
		whole := maps.Clone(fields)
		maps.Copy(whole, typed)
		text, err := json.Marshal(whole)
		if err != nil {
			return false
		}
		other := read(text)
		return other == nil || other.Error() != problem.Error()
	}
	if isWithout() {
		return ""
	}
	path, at, put := "", any(fields), func(any) {}
	for {
		name, child, putChild := culpritIn(at, put, isWithout)
		if name == "" {
			return path
		}
		if path += name; path[0] == '.' {
			path = path[1:]
		}
		at, put = child, putChild
	}
}

// culpritIn finds the member of a value without which the error is gone. put replaces the value in what it is in.
func culpritIn(value any, put func(any), isWithout func() bool) (name string, member any, putMember func(any)) {
	switch of := value.(type) {
	case map[string]any:
		keys := make([]string, 0, len(of))
		for key := range of {
			keys = append(keys, key)
		}
		sort.Strings(keys)
		for _, key := range keys {
			member := of[key]
			delete(of, key)
			found := isWithout()
			of[key] = member
			if found {
				return segmentOf(key), member, func(other any) { of[key] = other }
			}
		}
	case []any:
		for n, member := range of {
			put(slices.Delete(slices.Clone(of), n, n+1))
			found := isWithout()
			put(of)
			if found {
				return fmt.Sprintf("[%d]", n), member, func(other any) { of[n] = other }
			}
		}
	}
	return "", nil, nil
}

var plainKey = regexp.MustCompile(`^\w+$`)

func segmentOf(key string) string {
	if plainKey.MatchString(key) {
		return "." + key
	}
	return "[" + key + "]"
}
