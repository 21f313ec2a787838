//go:build !kube1.33

package main

import resource "k8s.io/kubernetes/pkg/registry/resource/rest"

func resourceProvider() provider { return resource.RESTStorageProvider{} }
