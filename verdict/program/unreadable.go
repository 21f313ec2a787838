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
		all := maps.Clone(of)
		found := search(len(keys), func(from, to int) bool {
			for _, key := range keys[from:to] {
				delete(of, key)
			}
			defer maps.Copy(of, all)
			return isWithout()
		})
		if found >= 0 {
			key := keys[found]
			return segmentOf(key), of[key], func(other any) { of[key] = other }
		}
	case []any:
		found := search(len(of), func(from, to int) bool {
			put(slices.Delete(slices.Clone(of), from, to))
			defer put(of)
			return isWithout()
		})
		if found >= 0 {
			return fmt.Sprintf("[%d]", found), of[found], func(other any) { of[found] = other }
		}
	}
	return "", nil, nil
}

// search finds the one among many without which something holds, by halves; -1 if there is none.
func search(many int, holdsWithout func(from, to int) bool) int {
	from, to := 0, many
	if many == 0 || !holdsWithout(from, to) {
		return -1
	}
	for to-from > 1 {
		middle := (from + to) / 2
		switch {
		case holdsWithout(from, middle):
			to = middle
		case holdsWithout(middle, to):
			from = middle
		default:
			return -1
		}
	}
	return from
}

var plainKey = regexp.MustCompile(`^\w+$`)

func segmentOf(key string) string {
	if plainKey.MatchString(key) {
		return "." + key
	}
	return "[" + key + "]"
}
