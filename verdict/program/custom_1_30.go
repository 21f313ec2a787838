//go:build kube1.30

package main

import (
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apiextensions-apiserver/pkg/crdserverscheme"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresource"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

func customStrategyOfVersion(
	definition *apiextensions.CustomResourceDefinition, version string, kind schema.GroupVersionKind,
	of *apiextensions.CustomResourceValidation, structural *structuralschema.Structural, subresources *apiextensions.CustomResourceSubresources,
) (customStrategy, error) {
	validator, _, err := validation.NewSchemaValidator(of.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	var status *apiextensions.CustomResourceSubresourceStatus
	var scale *apiextensions.CustomResourceSubresourceScale
	if subresources != nil {
		status, scale = subresources.Status, subresources.Scale
	}
	var selectable []apiextensionsv1.SelectableField
	for _, each := range definition.Spec.Versions {
		if each.Name == version {
			for _, field := range each.SelectableFields {
				selectable = append(selectable, apiextensionsv1.SelectableField{JSONPath: field.JSONPath})
			}
		}
	}
	return customresource.NewStrategy(
		crdserverscheme.NewUnstructuredObjectTyper(), definition.Spec.Scope == apiextensions.NamespaceScoped, kind, validator, nil,
		structural, status, scale, selectable,
	), nil
}
