//go:build !kube1.34

package main

import "sigs.k8s.io/structured-merge-diff/v4/typed"

type (
	validationErrors = typed.ValidationErrors
	typedValue       = typed.TypedValue
)
