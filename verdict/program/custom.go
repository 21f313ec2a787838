package main

import (
	"fmt"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/registry/rest"
	kjson "sigs.k8s.io/json"
)

type customStrategy interface {
	rest.RESTCreateStrategy
	rest.RESTUpdateStrategy
}

// define takes up the kinds of a definition that the server has accepted.
func (s *server) define(definition *apiextensions.CustomResourceDefinition) error {
	defined := schema.GroupKind{Group: definition.Spec.Group, Kind: definition.Spec.Names.Kind}
	for kind := range s.schemas {
		if kind.GroupKind() == defined {
			delete(s.served, kind)
			delete(s.schemas, kind)
		}
	}
	s.defined[defined] = true
	for _, version := range definition.Spec.Versions {
		if !version.Served {
			continue
		}
		kind := schema.GroupVersionKind{Group: definition.Spec.Group, Version: version.Name, Kind: definition.Spec.Names.Kind}
		validation, err := apiextensions.GetSchemaForVersion(definition, version.Name)
		if err != nil {
			return err
		}
		subresources, err := apiextensions.GetSubresourcesForVersion(definition, version.Name)
		if err != nil {
			return err
		}
		structural, err := structuralschema.NewStructural(validation.OpenAPIV3Schema)
		if err != nil {
			return err
		}
		structural = structural.DeepCopy()
		if err := defaulting.PruneDefaults(structural); err != nil {
			return err
		}
		strategy, err := customStrategyOfVersion(definition, version.Name, kind, validation, structural, subresources)
		if err != nil {
			return err
		}
		s.served[kind] = kindServed{kind.GroupVersion().WithResource(definition.Spec.Names.Plural), nil, strategy, strategy, nil, nil}
		s.schemas[kind] = structural
	}
	return nil
}

// decodeCustom does what the server does before it looks at the values: it finds unknown fields, and fills in defaults.
// A null stays: a server drops it where an object is created, but server-side apply does not.
func (s *server) decodeCustom(document []byte, kind schema.GroupVersionKind, v *verdict) runtime.Object {
	structural := s.schemas[kind]
	object := &unstructured.Unstructured{}
	strict, err := kjson.UnmarshalStrict(document, &object.Object)
	if err != nil {
		v.refuse(err)
		return nil
	}
	metadata, found, unknown, err := objectmeta.GetObjectMetaWithOptions(object.Object, objectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: true})
	if err != nil {
		v.refuse(err)
		return nil
	}
	unknown = append(unknown, pruning.PruneWithOptions(object.Object, structural, true, structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})...)
	problem, embedded := objectmeta.CoerceWithOptions(nil, object.Object, structural, false, objectmeta.CoerceOptions{ReturnUnknownFieldPaths: true})
	if problem != nil {
		v.refuse(problem)
		return nil
	}
	for _, field := range append(unknown, embedded...) {
		strict = append(strict, fmt.Errorf("unknown field %q", field))
	}
	if len(strict) > 0 {
		v.refuse(runtime.NewStrictDecodingError(strict))
	}
	object.SetGroupVersionKind(kind)
	if found {
		if err := objectmeta.SetObjectMeta(object.Object, metadata); err != nil {
			v.refuse(err)
			return nil
		}
	}
	defaulting.Default(object.Object, structural)
	return object
}
