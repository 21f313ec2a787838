//go:build !kube1.34

package main

import certificates "k8s.io/kubernetes/pkg/registry/certificates/rest"

func certificatesProvider() provider { return certificates.RESTStorageProvider{} }
