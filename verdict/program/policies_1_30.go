//go:build kube1.30

package main

import (
	"context"
	_ "unsafe" // for go:linkname

	admissionregistration "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/admission/plugin/policy/generic"
	"k8s.io/apiserver/pkg/admission/plugin/policy/matching"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizerfactory"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// policies are the ValidatingAdmissionPolicies that came before, evaluated by the server's own plugin. Those with parameters are
// left out: what they refer to is known to a cluster alone.
type policies struct {
	namespaces map[string]*corev1.Namespace
	policies   []*validating.Policy
	bindings   []*validating.PolicyBinding
	hooks      []validating.PolicyHook
	dispatcher generic.Dispatcher[validating.PolicyHook]
	objects    admission.ObjectInterfaces
}

func newPolicies() *policies {
	p := &policies{namespaces: map[string]*corev1.Namespace{}, objects: admission.NewObjectInterfacesFromScheme(legacyscheme.Scheme)}
	matcher := generic.NewPolicyMatcher(matching.NewMatcher(p, nil))
	p.dispatcher = validating.NewDispatcher(authorizerfactory.NewAlwaysAllowAuthorizer(), matcher)
	return p
}

// compilePolicy is what the plugin compiles a policy by. It is not exported.
//
//go:linkname compilePolicy k8s.io/apiserver/pkg/admission/plugin/policy/validating.compilePolicy
func compilePolicy(policy *validating.Policy) validating.Validator

// learn takes up what the server has accepted.
func (p *policies) learn(read runtime.Object) {
	switch object := inVersion1(read).(type) {
	case *corev1.Namespace:
		p.namespaces[object.Name] = object
		return
	case *admissionregistration.ValidatingAdmissionPolicy:
		p.policies = append(p.policies, object)
	case *admissionregistration.ValidatingAdmissionPolicyBinding:
		p.bindings = append(p.bindings, object)
	default:
		return
	}
	p.hooks = nil
	for _, policy := range p.policies {
		hook := validating.PolicyHook{Policy: policy}
		for _, binding := range p.bindings {
			if binding.Spec.PolicyName == policy.Name {
				hook.Bindings = append(hook.Bindings, binding)
			}
		}
		if len(hook.Bindings) > 0 && policy.Spec.ParamKind == nil {
			hook.Evaluator = compilePolicy(policy)
			p.hooks = append(p.hooks, hook)
		}
	}
}

// inVersion1 is a policy in the version in which the plugin reads it.
func inVersion1(read runtime.Object) runtime.Object {
	group := schema.GroupVersion{Group: admissionregistration.GroupName, Version: "v1"}
	kind := read.GetObjectKind().GroupVersionKind()
	if kind.Group != group.Group || kind.Version == group.Version {
		return read
	}
	internal, err := legacyscheme.Scheme.ConvertToVersion(read, schema.GroupVersion{Group: group.Group, Version: runtime.APIVersionInternal})
	if err != nil {
		return read
	}
	converted, err := legacyscheme.Scheme.ConvertToVersion(internal, group)
	if err != nil {
		return read
	}
	legacyscheme.Scheme.Default(converted)
	return converted
}

func (p *policies) judge(ctx context.Context, served kindServed, kind schema.GroupVersionKind, object, old runtime.Object, v *verdict) {
	if len(p.hooks) == 0 || kind.Group == admissionregistration.GroupName {
		return
	}
	operation, options := admission.Create, runtime.Object(&metav1.CreateOptions{})
	if old != nil {
		operation, options = admission.Update, &metav1.UpdateOptions{}
	}
	attributes := admission.NewAttributesRecord(
		object, old, kind, v.Namespace, v.Name, served.GroupVersionResource, "", operation, options, false, anyUser,
	)
	v.refuse(p.dispatcher.Dispatch(ctx, attributes, objectsOf(served, p.objects), p.hooks))
}

var anyUser = &user.DefaultInfo{Name: "verdict", Groups: []string{user.AllAuthenticated}}

// List is part of a lister of namespaces.
func (p *policies) List(labels.Selector) ([]*corev1.Namespace, error) {
	return nil, nil
}

// Get finds a namespace. One that is not among the documents has no labels but its name.
func (p *policies) Get(name string) (*corev1.Namespace, error) {
	if known, ok := p.namespaces[name]; ok {
		return known, nil
	}
	return &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{corev1.LabelMetadataName: name}}}, nil
}
