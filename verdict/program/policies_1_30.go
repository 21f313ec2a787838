//go:build kube1.30

package main

import (
	"context"
	"reflect"
	"sort"
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

// policies are the ValidatingAdmissionPolicies that came before, evaluated by the server's own plugin.
type policies struct {
	served     map[schema.GroupVersionKind]kindServed
	namespaces map[string]*corev1.Namespace
	// hooks has each policy, in the order in which they came.
	hooks      []*hook
	bindings   []*validating.PolicyBinding
	parameters map[schema.GroupVersionKind]*parameters
	dispatcher generic.Dispatcher[validating.PolicyHook]
	objects    admission.ObjectInterfaces
}

// hook is a policy with its bindings.
type hook struct {
	validating.PolicyHook
	// missing has what its bindings looked for in vain, since an object has been asked of.
	missing []string
}

func newPolicies(served map[schema.GroupVersionKind]kindServed) *policies {
	scheme := legacyscheme.Scheme
	p := &policies{
		served:     served,
		namespaces: map[string]*corev1.Namespace{},
		parameters: map[schema.GroupVersionKind]*parameters{},
		objects:    &admission.RuntimeObjectInterfaces{scheme, scheme, scheme, scheme, equivalents(served)},
	}
	p.dispatcher = validating.NewDispatcher(authorizerfactory.NewAlwaysAllowAuthorizer(), generic.NewPolicyMatcher(matching.NewMatcher(p, nil)))
	return p
}

// equivalents are the versions of a kind: a policy for one of them is asked of objects of another one, too.
func equivalents(served map[schema.GroupVersionKind]kindServed) runtime.EquivalentResourceMapper {
	kinds := make([]schema.GroupVersionKind, 0, len(served))
	for kind := range served {
		kinds = append(kinds, kind)
	}
	sort.Slice(kinds, func(i, j int) bool { return kinds[i].String() < kinds[j].String() })
	registry := runtime.NewEquivalentResourceRegistry()
	for _, kind := range kinds {
		registry.RegisterKindFor(served[kind].GroupVersionResource, "", kind)
	}
	return registry
}

// compilePolicy is what the plugin compiles a policy by. It is not exported.
//
//go:linkname compilePolicy k8s.io/apiserver/pkg/admission/plugin/policy/validating.compilePolicy
func compilePolicy(policy *validating.Policy) validating.Validator

// learn takes up what the server has accepted. Of two objects of one name the later one holds.
func (p *policies) learn(read runtime.Object) {
	switch object := inVersion1(read).(type) {
	case *corev1.Namespace:
		p.namespaces[object.Name] = object
	case *admissionregistration.ValidatingAdmissionPolicy:
		p.learnPolicy(object)
	case *admissionregistration.ValidatingAdmissionPolicyBinding:
		p.learnBinding(object)
	}
	if of, ok := p.parameters[read.GetObjectKind().GroupVersionKind()]; ok {
		of.learn(read)
	}
}

func (p *policies) learnPolicy(policy *validating.Policy) {
	of := p.hookOf(policy.Name)
	if of == nil {
		of = &hook{}
		p.hooks = append(p.hooks, of)
	} else if reflect.DeepEqual(of.Policy.Spec, policy.Spec) {
		return
	}
	of.PolicyHook = validating.PolicyHook{Policy: policy, Evaluator: compilePolicy(policy)}
	if kind := policy.Spec.ParamKind; kind != nil {
		of.ParamInformer = &lookup{of, p.parametersOf(schema.FromAPIVersionAndKind(kind.APIVersion, kind.Kind))}
	}
	for _, binding := range p.bindings {
		p.bind(of, binding)
	}
}

func (p *policies) learnBinding(binding *validating.PolicyBinding) {
	others := p.bindings[:0]
	for _, each := range p.bindings {
		if each.Name != binding.Name {
			others = append(others, each)
		}
	}
	// Whether a parameter that is not among the documents is in the cluster, is not known: nothing is refused for that.
	binding = binding.DeepCopy()
	if ref := binding.Spec.ParamRef; ref != nil {
		allow := admissionregistration.AllowAction
		ref.ParameterNotFoundAction = &allow
	}
	p.bindings = append(others, binding)
	for _, of := range p.hooks {
		of.Bindings = nil
		for _, each := range p.bindings {
			p.bind(of, each)
		}
	}
}

func (p *policies) bind(of *hook, binding *validating.PolicyBinding) {
	if binding.Spec.PolicyName == of.Policy.Name {
		of.Bindings = append(of.Bindings, binding)
	}
}

func (p *policies) hookOf(policy string) *hook {
	for _, each := range p.hooks {
		if each.Policy.Name == policy {
			return each
		}
	}
	return nil
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
	namespace := v.Namespace
	// A request for a Namespace is one in it.
	if kind.Group == "" && kind.Kind == "Namespace" {
		namespace = v.Name
	}
	attributes := admission.NewAttributesRecord(
		object, old, kind, namespace, v.Name, served.GroupVersionResource, "", operation, options, false, anyUser,
	)
	// The server ends with the first one that refuses. What the others say is as true.
	for _, of := range p.hooks {
		of.missing = nil
		of.ParamScope = p.scopeOf(of)
		v.refuse(p.dispatcher.Dispatch(ctx, attributes, objectsOf(served, p.objects), []validating.PolicyHook{of.PolicyHook}))
		for _, parameter := range of.missing {
			v.Unasked = append(v.Unasked, unasked{of.Policy.Name, parameter})
		}
	}
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
