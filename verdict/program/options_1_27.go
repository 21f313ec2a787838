//go:build !kube1.31

package main

import (
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/registry/generic"
)

func (withoutStorage) GetRESTOptions(resource schema.GroupResource) (generic.RESTOptions, error) {
	return optionsWithoutStorage(resource), nil
}
