package main

import (
	"encoding/json"
	"errors"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
)

// verdict is what the server says of a document.
type verdict struct {
	// Line is that of the document in the input, from 1.
	Line       int    `json:"line"`
	APIVersion string `json:"apiVersion,omitempty"`
	Kind       string `json:"kind,omitempty"`
	Namespace  string `json:"namespace,omitempty"`
	Name       string `json:"name,omitempty"`
	// Unjudged says why the server's answer is not known.
	Unjudged string    `json:"unjudged,omitempty"`
	Refusals []refusal `json:"refusals,omitempty"`
	Warnings []string  `json:"warnings,omitempty"`
	// Pods says why the namespace would refuse the pods that are made of a template.
	Pods []string `json:"pods,omitempty"`
	// Unasked has the policies whose answer is not known.
	Unasked []unasked       `json:"unasked,omitempty"`
	Stored  json.RawMessage `json:"stored,omitempty"`
}

// refusal is one reason why a document is not taken.
type refusal struct {
	// Field is its path, as the server writes it. Empty if it is the document as a whole.
	Field   string `json:"field,omitempty"`
	Message string `json:"message"`
}

// unasked is a policy whose parameter is not among the documents.
type unasked struct {
	Policy    string `json:"policy"`
	Parameter string `json:"parameter"`
}

func (v *verdict) says() bool {
	return v.Unjudged != "" || len(v.Refusals) > 0 || len(v.Warnings) > 0 || len(v.Pods) > 0 || len(v.Unasked) > 0
}

func (v *verdict) refuse(err error) {
	if err == nil {
		return
	}
	if strict, ok := runtime.AsStrictDecodingError(err); ok {
		for _, each := range strict.Errors() {
			v.Refusals = append(v.Refusals, refusal{Field: fieldIn(each.Error()), Message: each.Error()})
		}
		return
	}
	var status apierrors.APIStatus
	if errors.As(err, &status) && status.Status().Details != nil && len(status.Status().Details.Causes) > 0 {
		for _, cause := range status.Status().Details.Causes {
			v.Refusals = append(v.Refusals, refusal{Field: cause.Field, Message: cause.Message})
		}
		return
	}
	v.Refusals = append(v.Refusals, refusal{Message: err.Error()})
}

// fieldIn finds the path in `unknown field "spec.replica"`.
func fieldIn(message string) string {
	parts := strings.SplitN(message, `"`, 3)
	if len(parts) < 3 || !strings.HasSuffix(parts[0], "field ") {
		return ""
	}
	return parts[1]
}
