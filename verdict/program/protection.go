package main

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// protect does what the admission StorageObjectInUseProtection does, which each server has unless told otherwise.
func protect(read runtime.Object) {
	switch object := read.(type) {
	case *corev1.PersistentVolumeClaim:
		protectBy("kubernetes.io/pvc-protection", object)
	case *corev1.PersistentVolume:
		protectBy("kubernetes.io/pv-protection", object)
	}
}

func protectBy(finalizer string, object metav1.Object) {
	if finalizers := object.GetFinalizers(); !slices.Contains(finalizers, finalizer) {
		object.SetFinalizers(append(finalizers, finalizer))
	}
}
