//go:build kube1.37

package main

import lifecycle "k8s.io/kubernetes/pkg/registry/lifecycle/rest"

func init() { newGroups = append(newGroups, lifecycle.RESTStorageProvider{}) }
