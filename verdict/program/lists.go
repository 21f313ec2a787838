package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	openapinamer "k8s.io/apiserver/pkg/endpoints/openapi"
	genericapiserver "k8s.io/apiserver/pkg/server"
	"k8s.io/kube-openapi/pkg/builder3"
	"k8s.io/kube-openapi/pkg/util"
	"k8s.io/kube-openapi/pkg/validation/spec"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/generated/openapi"
	kjson "sigs.k8s.io/json"
)

// applied judges documents as server-side apply does before it merges them: lists that are maps have no key twice.
type applied struct {
	definitions func(names ...string) (map[string]*spec.Schema, error)
	converters  map[schema.GroupVersionKind]managedfields.TypeConverter
}

// judge adds what apply refuses, of a document in which nothing else is wrong so far.
func (a *applied) judge(document []byte, kind schema.GroupVersionKind, v *verdict) {
	object := &unstructured.Unstructured{}
	if err := kjson.UnmarshalCaseSensitivePreserveInts(document, &object.Object); err != nil {
		v.refuse(err)
		return
	}
	_, err := a.converterOf(kind).ObjectToTyped(object)
	if err == nil {
		return
	}
	var several validationErrors
	if !errors.As(err, &several) {
		v.refuse(err)
		return
	}
	for _, each := range several {
		path := strings.TrimPrefix(each.Path, ".")
		v.Refusals = append(v.Refusals, refusal{Field: path, Message: fmt.Sprintf("%s: %s", each.Path, each.ErrorMessage)})
	}
}

// merge is what comes of applying a document where the same manager has applied another one before: what that one alone had goes,
// and what the server itself has filled in stays.
func (a *applied) merge(kind schema.GroupVersionKind, live, before, now []byte) ([]byte, error) {
	typed := make([]*typedValue, 3)
	for n, document := range [][]byte{live, before, now} {
		object := &unstructured.Unstructured{}
		if err := kjson.UnmarshalCaseSensitivePreserveInts(document, &object.Object); err != nil {
			return nil, err
		}
		value, err := a.converterOf(kind).ObjectToTyped(object)
		if err != nil {
			return nil, err
		}
		typed[n] = value
	}
	was, err := typed[1].ToFieldSet()
	if err != nil {
		return nil, err
	}
	is, err := typed[2].ToFieldSet()
	if err != nil {
		return nil, err
	}
	merged, err := typed[0].RemoveItems(was.Difference(is)).Merge(typed[2])
	if err != nil {
		return nil, err
	}
	object, err := a.converterOf(kind).TypedToObject(merged)
	if err != nil {
		return nil, err
	}
	return json.Marshal(object)
}

func (a *applied) converterOf(kind schema.GroupVersionKind) managedfields.TypeConverter {
	converter, ok := a.converters[kind]
	if ok {
		return converter
	}
	if a.definitions == nil {
		config := genericapiserver.DefaultOpenAPIV3Config(openapi.GetOpenAPIDefinitions, openapinamer.NewDefinitionNamer(legacyscheme.Scheme))
		a.definitions = func(names ...string) (map[string]*spec.Schema, error) {
			return builder3.BuildOpenAPIDefinitionsForResources(config, names...)
		}
	}
	example, err := legacyscheme.Scheme.New(kind)
	if err != nil {
		panic(err)
	}
	definitions, err := a.definitions(util.GetCanonicalTypeName(example))
	if err != nil {
		panic(err)
	}
	converter, err = managedfields.NewTypeConverter(definitions, false)
	if err != nil {
		panic(err)
	}
	a.converters[kind] = converter
	return converter
}
