//go:build kube1.30

package main

import (
	"fmt"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/tools/cache"
)

// parameters are the objects of a kind that a policy has parameters of.
type parameters struct {
	kind    schema.GroupVersionKind
	indexer cache.Indexer
}

func (p *policies) parametersOf(kind schema.GroupVersionKind) *parameters {
	if _, ok := p.parameters[kind]; !ok {
		p.parameters[kind] = &parameters{kind, cache.NewIndexer(
			cache.MetaNamespaceKeyFunc, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc},
		)}
	}
	return p.parameters[kind]
}

func (p *parameters) learn(read runtime.Object) {
	if err := p.indexer.Add(read); err != nil {
		panic(err)
	}
}

// scopeOf is that of the kind of a policy's parameters. Where nobody has defined it, the bindings tell.
func (p *policies) scopeOf(of *hook) meta.RESTScope {
	kind := of.Policy.Spec.ParamKind
	if kind == nil {
		return nil
	}
	served, known := p.served[schema.FromAPIVersionAndKind(kind.APIVersion, kind.Kind)]
	namespaced := known && served.create.NamespaceScoped()
	for _, binding := range of.Bindings {
		namespaced = namespaced || !known && binding.Spec.ParamRef != nil && binding.Spec.ParamRef.Namespace != ""
	}
	if namespaced {
		return meta.RESTScopeNamespace
	}
	return meta.RESTScopeRoot
}

// lookup finds the parameters of a policy for the server's plugin, and keeps what was not found.
type lookup struct {
	of         *hook
	parameters *parameters
}

// Informer is what the plugin waits for until it has all objects.
func (l *lookup) Informer() cache.SharedIndexInformer {
	return synced{}
}

type synced struct{ cache.SharedIndexInformer }

func (synced) HasSynced() bool { return true }

func (l *lookup) Lister() cache.GenericLister {
	resource := schema.GroupResource{Group: l.parameters.kind.Group, Resource: l.parameters.kind.Kind}
	lister := cache.NewGenericLister(l.parameters.indexer, resource)
	return &listed{listedIn{lister, l, ""}, lister}
}

// listed are those of all namespaces.
type listed struct {
	listedIn
	all cache.GenericLister
}

func (l *listed) ByNamespace(namespace string) cache.GenericNamespaceLister {
	return &listedIn{l.all.ByNamespace(namespace), l.lookup, namespace}
}

type listedIn struct {
	cache.GenericNamespaceLister
	lookup    *lookup
	namespace string
}

func (l *listedIn) Get(name string) (runtime.Object, error) {
	object, err := l.GenericNamespaceLister.Get(name)
	if err != nil {
		l.miss(fmt.Sprintf("%q", name))
	}
	return object, err
}

func (l *listedIn) List(selector labels.Selector) ([]runtime.Object, error) {
	objects, err := l.GenericNamespaceLister.List(selector)
	if len(objects) == 0 {
		l.miss("with " + labelled(selector))
	}
	return objects, err
}

func labelled(selector labels.Selector) string {
	if selector.Empty() {
		return "any labels"
	}
	return "the labels " + selector.String()
}

func (l *listedIn) miss(which string) {
	missing := l.lookup.parameters.kind.Kind + " " + which
	if l.namespace != "" {
		missing += fmt.Sprintf(" in the namespace %q", l.namespace)
	}
	l.lookup.of.missing = append(l.lookup.of.missing, missing)
}
