package main

import (
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	extensions "k8s.io/apiextensions-apiserver/pkg/apiserver"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresourcedefinition"
	"k8s.io/apimachinery/pkg/runtime/schema"
	aggregation "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
	"k8s.io/kube-aggregator/pkg/apiserver/scheme"
	"k8s.io/kube-aggregator/pkg/registry/apiservice"
)

// besides are the kinds of the two other servers in the process of the API server.
func besides() map[schema.GroupVersionKind]kindServed {
	definition := customresourcedefinition.NewStrategy(extensions.Scheme)
	service := apiservice.NewStrategy(scheme.Scheme)
	return map[schema.GroupVersionKind]kindServed{
		apiextensionsv1.SchemeGroupVersion.WithKind("CustomResourceDefinition"): {
			apiextensionsv1.SchemeGroupVersion.WithResource("customresourcedefinitions"), extensions.Scheme, definition, definition, nil, nil,
		},
		aggregation.SchemeGroupVersion.WithKind("APIService"): {
			aggregation.SchemeGroupVersion.WithResource("apiservices"), scheme.Scheme, service, service, nil, nil,
		},
	}
}
