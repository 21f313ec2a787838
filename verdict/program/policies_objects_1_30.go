//go:build kube1.30

package main

import (
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// objectsOf are how a policy sees objects of a kind: definitions and APIServices are known to schemes of their own.
func objectsOf(served kindServed, others admission.ObjectInterfaces) admission.ObjectInterfaces {
	if served.scheme == nil || served.scheme == legacyscheme.Scheme {
		return others
	}
	return admission.NewObjectInterfacesFromScheme(served.scheme)
}
