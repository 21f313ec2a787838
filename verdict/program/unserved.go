package main

import (
	"fmt"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// ownGroups are those of Kubernetes itself, in which nobody else defines kinds.
func ownGroups(served map[schema.GroupVersionKind]kindServed) map[string]bool {
	groups := map[string]bool{}
	for kind := range served {
		groups[kind.Group] = true
	}
	return groups
}

// unserved finds why no server has a kind: what is no kind at all, what this version has no more, or not yet. The kinds of others
// may be there, as may those that a server only serves if it is told to.
func (s *server) unserved(typed metav1.TypeMeta) []refusal {
	if typed.APIVersion == "" {
		return []refusal{{Field: "apiVersion", Message: "Required value"}}
	}
	if typed.Kind == "" {
		return []refusal{{Field: "kind", Message: "Required value"}}
	}
	gv, err := schema.ParseGroupVersion(typed.APIVersion)
	if err != nil || gv.Version == "" {
		return []refusal{{Field: "apiVersion", Message: fmt.Sprintf("unexpected GroupVersion string: %v", typed.APIVersion)}}
	}
	kind := gv.WithKind(typed.Kind)
	// Custom resources have the domain of who defines them, in small letters.
	isNobodys := gv.Group != "" && (!strings.Contains(gv.Group, ".") || len(validation.IsDNS1123Subdomain(gv.Group)) > 0)
	if removed(kind) || (isNobodys && !legacyscheme.Scheme.Recognizes(kind)) || (s.groups[gv.Group] && !legacyscheme.Scheme.Recognizes(kind)) {
		return []refusal{{Field: "apiVersion", Message: fmt.Sprintf("no matches for kind %q in version %q", typed.Kind, typed.APIVersion)}}
	}
	return nil
}

// removed tells whether a kind was served once. Its Go type may be there for longer.
func removed(kind schema.GroupVersionKind) bool {
	if !legacyscheme.Scheme.Recognizes(kind) {
		return false
	}
	object, err := legacyscheme.Scheme.New(kind)
	if err != nil {
		return false
	}
	old, ok := object.(interface{ APILifecycleRemoved() (int, int) })
	if !ok {
		return false
	}
	major, minor := old.APILifecycleRemoved()
	var ours struct{ major, minor int }
	if _, err := fmt.Sscanf(strings.TrimPrefix(version, "v"), "%d.%d", &ours.major, &ours.minor); err != nil {
		return false
	}
	return major < ours.major || (major == ours.major && minor <= ours.minor)
}
