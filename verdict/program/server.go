package main

import (
	"context"
	"encoding/json"
	"fmt"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	serializer "k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/warning"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// server is an API server that only says what it would do.
type server struct {
	stored  bool
	served  map[schema.GroupVersionKind]kindServed
	schemas map[schema.GroupVersionKind]*structuralschema.Structural
	// kept has definitions until the first object of their kind comes: it takes time to take one up.
	kept     map[schema.GroupKind]given
	defined  map[schema.GroupKind]bool
	decoders map[*runtime.Scheme]runtime.Decoder
	security *podSecurity
	applied  *applied
	policies *policies
	groups   map[string]bool
}

func newServer(stored bool) *server {
	served := servedResources()
	s := &server{
		stored:   stored,
		served:   served,
		schemas:  map[schema.GroupVersionKind]*structuralschema.Structural{},
		kept:     map[schema.GroupKind]given{},
		defined:  map[schema.GroupKind]bool{},
		decoders: map[*runtime.Scheme]runtime.Decoder{},
		security: newPodSecurity(),
		applied:  &applied{converters: map[schema.GroupVersionKind]managedfields.TypeConverter{}},
		policies: newPolicies(served),
	}
	s.groups = ownGroups(s.served)
	for _, each := range s.served {
		s.decoders[each.scheme] = serializer.NewSerializerWithOptions(
			serializer.DefaultMetaFactory, each.scheme, each.scheme, serializer.SerializerOptions{Strict: true},
		)
	}
	return s
}

func (s *server) answer(asked question) verdict {
	switch {
	case asked.Default != nil:
		return s.keepByDefault(asked.Default)
	case asked.Definitions != "":
		return s.keepAll(asked.Definitions)
	}
	return s.judge(asked)
}

func (s *server) judge(asked question) (v verdict) {
	// A server answers what breaks its code as an error of its own, and goes on.
	defer func() {
		if broken := recover(); broken != nil {
			v.Refusals = append(v.Refusals, refusal{Message: fmt.Sprintf("it breaks Kubernetes' own code: %v", broken)})
		}
	}()
	var typed metav1.TypeMeta
	if err := json.Unmarshal(asked.Document, &typed); err != nil {
		v.refuse(err)
		return v
	}
	v.APIVersion, v.Kind = typed.APIVersion, typed.Kind
	kind := typed.GroupVersionKind()
	if v.refuse(s.defineKept(kind.GroupKind())); len(v.Refusals) > 0 {
		return v
	}
	served, known := s.served[kind]
	if !known {
		if v.Refusals = s.unserved(typed); len(v.Refusals) > 0 {
			return v
		}
		v.Unjudged = fmt.Sprintf("Kubernetes %s serves no %s of %s by itself", version, kind.Kind, kind.GroupVersion())
		return v
	}
	if v.Refusals = unreadable(asked.Document); len(v.Refusals) > 0 {
		return v
	}
	object := s.decode(served, kind, asked.Document, &v)
	if object == nil {
		return v
	}
	if len(v.Refusals) == 0 && served.scheme == legacyscheme.Scheme {
		s.applied.judge(asked.Document, kind, &v)
	}
	accessor, _ := meta.Accessor(object)
	if served.create.NamespaceScoped() && accessor.GetNamespace() == "" {
		accessor.SetNamespace(metav1.NamespaceDefault)
	}
	v.Namespace, v.Name = accessor.GetNamespace(), accessor.GetName()
	ctx := s.contextOf(served, kind, accessor, &v)
	var old runtime.Object
	if accessor.GetUID() != "" {
		v.Refusals = append(v.Refusals, refusal{Field: "metadata.uid", Message: "no object has this uid: it is the server that gives one"})
	}
	if len(accessor.GetManagedFields()) > 0 {
		v.Refusals = append(v.Refusals, refusal{Field: "metadata.managedFields", Message: "must be nil: it is the server that writes them"})
	}
	if asked.Old == nil {
		v.refuse(createdFirst(served, ctx, object))
	} else {
		if object, old = s.replace(served, kind, asked, ctx, &v); object == nil {
			return v
		}
	}
	read := versioned(served, kind, object)
	v.Refusals = append(v.Refusals, tooLarge(asked.Document, read)...)
	// The server asks policies of valid objects only.
	isValid := len(v.Refusals) == 0
	s.security.judge(read, &v)
	if isValid {
		s.policies.judge(ctx, served, kind, object, old, &v)
		// What a policy refuses may be there from before it: all else is judged by it.
		s.policies.learn(read)
	}
	if s.stored {
		v.Stored = storedForm(read)
	}
	if definition, ok := object.(*apiextensions.CustomResourceDefinition); ok && isValid {
		v.refuse(s.define(definition))
	}
	return v
}

// decode returns the form of a document that the server works with, with all defaults, or nil if there is none.
func (s *server) decode(served kindServed, kind schema.GroupVersionKind, document []byte, v *verdict) runtime.Object {
	if served.scheme == nil {
		return s.decodeCustom(document, kind, v)
	}
	versioned, _, err := s.decoders[served.scheme].Decode(document, nil, nil)
	if versioned == nil {
		v.Refusals = append(v.Refusals, refusal{Message: err.Error(), Field: unreadableField(document, err, func(other []byte) error {
			_, _, err := s.decoders[served.scheme].Decode(other, nil, nil)
			return err
		})})
		return nil
	}
	v.refuse(err)
	served.scheme.Default(versioned)
	// As a server without a copy: a Job that has no labels has those of its template, and whatever they get later.
	internal, err := runtime.UnsafeObjectConvertor(served.scheme).ConvertToVersion(versioned, schema.GroupVersion{Group: kind.Group, Version: runtime.APIVersionInternal})
	v.refuse(err)
	if err != nil {
		return nil
	}
	return internal
}

// versioned is the form in which clients read an object.
func versioned(served kindServed, kind schema.GroupVersionKind, object runtime.Object) runtime.Object {
	if served.scheme == nil {
		return object.DeepCopyObject()
	}
	converted, err := served.scheme.ConvertToVersion(object.DeepCopyObject(), kind.GroupVersion())
	if err != nil {
		panic(err)
	}
	served.scheme.Default(converted)
	converted.GetObjectKind().SetGroupVersionKind(kind)
	return converted
}

// An object that is there has one, and what is applied to it has the same.
const anyResourceVersion = "1"

func createdFirst(served kindServed, ctx context.Context, object runtime.Object) error {
	accessor, _ := meta.Accessor(object)
	rest.FillObjectMetaSystemFields(accessor)
	if accessor.GetName() == "" && accessor.GetGenerateName() != "" {
		accessor.SetName(served.create.GenerateName(accessor.GetGenerateName()))
	}
	if served.begin != nil {
		if _, err := served.begin(ctx, object, &metav1.CreateOptions{}); err != nil {
			return err
		}
	}
	return rest.BeforeCreate(served.create, ctx, object)
}

// replace applies a document to the object that an earlier one has made. It returns what the server would store, and what it had.
func (s *server) replace(served kindServed, kind schema.GroupVersionKind, asked question, ctx context.Context, v *verdict) (object, old runtime.Object) {
	var before verdict
	old = s.decode(served, kind, asked.Old, &before)
	if old == nil || createdFirst(served, warning.WithWarningRecorder(ctx, &recorder{}), old) != nil {
		v.Unjudged = "what was applied before is no such object"
		return nil, nil
	}
	merged := []byte(asked.Document)
	// What cannot be merged has been refused for that already.
	if served.scheme == legacyscheme.Scheme && len(v.Refusals) == 0 {
		var err error
		if merged, err = s.applied.merge(kind, storedForm(versioned(served, kind, old)), asked.Old, asked.Document); err != nil {
			v.refuse(err)
			return nil, nil
		}
	}
	if object = s.decode(served, kind, merged, &before); object == nil {
		return nil, nil
	}
	was, _ := meta.Accessor(old)
	is, _ := meta.Accessor(object)
	is.SetUID(was.GetUID())
	for _, each := range []metav1.Object{was, is} {
		each.SetResourceVersion(anyResourceVersion)
	}
	if served.beginUpdate != nil {
		if _, err := served.beginUpdate(ctx, object, old, &metav1.UpdateOptions{}); err != nil {
			v.refuse(err)
			return object, old
		}
	}
	v.refuse(rest.BeforeUpdate(served.update, ctx, object, old))
	return object, old
}

func (s *server) contextOf(served kindServed, kind schema.GroupVersionKind, object metav1.Object, v *verdict) context.Context {
	ctx := request.WithNamespace(context.Background(), object.GetNamespace())
	ctx = request.WithRequestInfo(ctx, &request.RequestInfo{
		IsResourceRequest: true, Verb: "create", APIGroup: kind.Group, APIVersion: kind.Version, Resource: served.Resource,
		Namespace: object.GetNamespace(), Name: object.GetName(),
	})
	return warning.WithWarningRecorder(ctx, &recorder{v})
}

// recorder keeps what the server would send as headers.
type recorder struct{ of *verdict }

func (r *recorder) AddWarning(_, text string) {
	if r.of != nil {
		r.of.Warnings = append(r.of.Warnings, text)
	}
}

// storedForm is what clients read afterwards, without what is another one with each object.
func storedForm(read runtime.Object) json.RawMessage {
	accessor, _ := meta.Accessor(read)
	accessor.SetUID("")
	accessor.SetResourceVersion("")
	accessor.SetCreationTimestamp(metav1.Time{})
	protect(read)
	text, err := json.Marshal(read)
	if err != nil {
		panic(err)
	}
	return text
}
