//go:build kube1.30

package main

import storagemigration "k8s.io/kubernetes/pkg/registry/storagemigration/rest"

func init() { newGroups = append(newGroups, storagemigration.RESTStorageProvider{}) }
