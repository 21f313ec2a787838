package main

import (
	"fmt"
	"reflect"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apiserver/pkg/registry/generic"
	"k8s.io/apiserver/pkg/registry/generic/registry"
	"k8s.io/apiserver/pkg/registry/rest"
	genericapiserver "k8s.io/apiserver/pkg/server"
	serverstorage "k8s.io/apiserver/pkg/server/storage"
	"k8s.io/apiserver/pkg/storage"
	"k8s.io/apiserver/pkg/storage/storagebackend"
	"k8s.io/apiserver/pkg/storage/storagebackend/factory"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/controlplane"
)

// kindServed is what the server does with the objects of a kind before it stores them.
type kindServed struct {
	schema.GroupVersionResource
	// scheme knows the kind in Go. Nil for custom resources.
	scheme *runtime.Scheme
	create rest.RESTCreateStrategy
	update rest.RESTUpdateStrategy
	// begin does what comes before, such as the allocation of addresses. Most kinds have none.
	begin       registry.BeginCreateFunc
	beginUpdate registry.BeginUpdateFunc
}

// provider makes the registries of an API group, as the server does at its start.
type provider interface {
	NewRESTStorage(serverstorage.APIResourceConfigSource, generic.RESTOptionsGetter) (genericapiserver.APIGroupInfo, error)
}

// servedResources finds every kind that a server of this version serves unless told otherwise.
func servedResources() map[schema.GroupVersionKind]kindServed {
	enabled := controlplane.DefaultAPIResourceConfigSource()
	found := besides()
	for _, each := range providers() {
		group, err := each.NewRESTStorage(enabled, withoutStorage{})
		if err != nil {
			panic(fmt.Sprintf("the registries of %T: %v", each, err))
		}
		for version, storages := range group.VersionedResourcesStorageMap {
			for name, storage := range storages {
				if store := storeOf(reflect.ValueOf(storage)); store != nil && store.CreateStrategy != nil {
					gv := schema.GroupVersion{Group: store.DefaultQualifiedResource.Group, Version: version}
					found[gv.WithKind(kindOf(store.NewFunc()))] = kindServed{gv.WithResource(name), legacyscheme.Scheme, store.CreateStrategy, store.UpdateStrategy, store.BeginCreate, store.BeginUpdate}
				}
			}
		}
	}
	for name, strategy := range coreStrategies() {
		gv := schema.GroupVersion{Version: "v1"}
		update, _ := strategy.(rest.RESTUpdateStrategy)
		found[gv.WithKind(name.kind)] = kindServed{gv.WithResource(name.resource), legacyscheme.Scheme, strategy, update, nil, nil}
	}
	services, beginService := serviceStorage()
	found[schema.GroupVersionKind{Version: "v1", Kind: "Service"}] = kindServed{
		schema.GroupVersionResource{Version: "v1", Resource: "services"}, legacyscheme.Scheme,
		services.CreateStrategy, services.UpdateStrategy, beginService, services.BeginUpdate,
	}
	return found
}

// storeOf finds the registry in what serves a resource. Subresources have another one, or none.
func storeOf(value reflect.Value) *registry.Store {
	for (value.Kind() == reflect.Pointer || value.Kind() == reflect.Interface) && !value.IsNil() {
		if store, ok := value.Interface().(*registry.Store); ok {
			return store
		}
		value = value.Elem()
	}
	if value.Kind() != reflect.Struct {
		return nil
	}
	for n := 0; n < value.NumField(); n++ {
		if field := value.Type().Field(n); field.Anonymous && field.IsExported() {
			if store := storeOf(value.Field(n)); store != nil {
				return store
			}
		}
	}
	return nil
}

func kindOf(object runtime.Object) string {
	kinds, _, err := legacyscheme.Scheme.ObjectKinds(object)
	if err != nil {
		panic(err)
	}
	return kinds[0].Kind
}

// withoutStorage lets registries be made that never store anything.
type withoutStorage struct{}

func optionsWithoutStorage(resource schema.GroupResource) generic.RESTOptions {
	return generic.RESTOptions{
		StorageConfig: &storagebackend.ConfigForResource{
			Config:        storagebackend.Config{Codec: serializer.NewCodecFactory(legacyscheme.Scheme).LegacyCodec()},
			GroupResource: resource,
		},
		ResourcePrefix: resource.Resource,
		Decorator: func(
			*storagebackend.ConfigForResource, string, func(runtime.Object) (string, error), func() runtime.Object,
			func() runtime.Object, storage.AttrFunc, storage.IndexerFuncs, *cache.Indexers,
		) (storage.Interface, factory.DestroyFunc, error) {
			return nil, func() {}, nil
		},
	}
}
