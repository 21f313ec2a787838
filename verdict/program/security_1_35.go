//go:build kube1.35

package main

import "k8s.io/pod-security-admission/policy"

func evaluatorOfVersion() policy.Evaluator {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		panic(err)
	}
	return evaluator
}
