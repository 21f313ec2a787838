package main

import (
	"fmt"

	"k8s.io/apimachinery/pkg/runtime"
)

// What the server reads at most of a request, and what etcd stores at most of an object, unless told otherwise.
const largestRequest, largestStored = 3 << 20, 3 << 19

// tooLarge finds what a server cannot take up. A dry run does not see the limit of etcd.
func tooLarge(document []byte, read runtime.Object) []refusal {
	if len(document) > largestRequest {
		return []refusal{{Message: fmt.Sprintf("Request entity too large: limit is %d", largestRequest)}}
	}
	stored := len(document)
	if encoded, ok := read.(interface{ Size() int }); ok {
		stored = encoded.Size()
	}
	if stored > largestStored {
		return []refusal{{Message: fmt.Sprintf("etcdserver: request is too large: %d bytes, limit is %d", stored, largestStored)}}
	}
	return nil
}
