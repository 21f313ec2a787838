package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// unreadable finds texts that server-side apply refuses before anything else: it reads what it gets as YAML, even if it is JSON.
// A next line it takes, but reads as a space.
func unreadable(document []byte) []refusal {
	if problemIn(document) == "" {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber()
	texts := textReader{document: document, decoder: decoder}
	texts.read("")
	return texts.found
}

// textReader looks at each text of a document as it is written there.
type textReader struct {
	document []byte
	decoder  *json.Decoder
	found    []refusal
}

func (r *textReader) read(path string) {
	switch token := r.token(path); token {
	case json.Delim('{'):
		for r.decoder.More() {
			name, _ := r.token(path).(string)
			r.read(joined(path, name))
		}
		r.token(path)
	case json.Delim('['):
		for n := 0; r.decoder.More(); n++ {
			r.read(path + "[" + strconv.Itoa(n) + "]")
		}
		r.token(path)
	}
}

func (r *textReader) token(path string) json.Token {
	start := r.decoder.InputOffset()
	token, _ := r.decoder.Token()
	if problem := problemIn(r.document[start:r.decoder.InputOffset()]); problem != "" {
		r.found = append(r.found, refusal{Field: path, Message: fmt.Sprintf("Invalid value: %q: %s", token, problem)})
	}
	return token
}

func joined(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// problemIn says what is wrong with written JSON, if it has a character that YAML does not.
func problemIn(written []byte) string {
	for n := 0; n < len(written); n++ {
		switch b := written[n]; {
		case b == '\\' && n+1 < len(written):
			if size, alone := surrogate(written[n:]); alone {
				return "half of a character (a surrogate alone) is not allowed"
			} else {
				n += size - 1
			}
		case b == 0x7f:
			return "control characters are not allowed"
		case b >= utf8.RuneSelf:
			r, size := utf8.DecodeRune(written[n:])
			switch {
			case r == utf8.RuneError && size == 1:
				return "is not UTF-8"
			case r == 0x85:
				return "a next line (U+0085) is not allowed: server-side apply makes it a space"
			case r < 0xa0 || r == 0xfffe || r == 0xffff:
				return "control characters are not allowed"
			}
			n += size - 1
		}
	}
	return ""
}

// surrogate gives the size of an escaped character, and whether it is half of a pair without the other half.
func surrogate(escape []byte) (size int, alone bool) {
	if escape[1] != 'u' {
		return 2, false
	}
	first, ok := unit(escape)
	if !ok || first < 0xd800 || first > 0xdfff {
		return 6, false
	}
	if second, ok := unit(escape[6:]); ok && first < 0xdc00 && second >= 0xdc00 && second <= 0xdfff {
		return 12, false
	}
	return 6, true
}

// unit reads \uXXXX.
func unit(escape []byte) (uint64, bool) {
	if len(escape) < 6 || escape[0] != '\\' || escape[1] != 'u' {
		return 0, false
	}
	value, err := strconv.ParseUint(string(escape[2:6]), 16, 16)
	return value, err == nil
}
