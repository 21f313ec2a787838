package main

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/pod-security-admission/admission"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

// podSecurity is the admission by the Pod Security Standards that namespaces have in their labels.
type podSecurity struct {
	evaluator policy.Evaluator
	levels    map[string]api.Policy
}

func newPodSecurity() *podSecurity {
	return &podSecurity{evaluatorOfVersion(), map[string]api.Policy{}}
}

// As a server without configuration: what has no label may be anything.
var unlabelled = api.Policy{
	Enforce: api.LevelVersion{Level: api.LevelPrivileged, Version: api.LatestVersion()},
	Audit:   api.LevelVersion{Level: api.LevelPrivileged, Version: api.LatestVersion()},
	Warn:    api.LevelVersion{Level: api.LevelPrivileged, Version: api.LatestVersion()},
}

func (p *podSecurity) judge(versioned runtime.Object, v *verdict) {
	if namespace, ok := versioned.(*corev1.Namespace); ok {
		levels, problems := api.PolicyToEvaluate(namespace.Labels, unlabelled)
		for _, problem := range problems {
			v.Refusals = append(v.Refusals, refusal{Field: problem.Field, Message: problem.ErrorBody()})
		}
		p.levels[namespace.Name] = levels
		return
	}
	levels, known := p.levels[v.Namespace]
	if !known {
		return
	}
	if pod, ok := versioned.(*corev1.Pod); ok {
		if detail := p.violation(levels.Enforce, pod, &pod.Spec); detail != "" {
			v.Refusals = append(v.Refusals, refusal{Message: fmt.Sprintf("pods %q is forbidden: violates PodSecurity %q: %s", v.Name, levels.Enforce, detail)})
		} else if detail := p.violation(levels.Warn, pod, &pod.Spec); detail != "" {
			v.Warnings = append(v.Warnings, fmt.Sprintf("would violate PodSecurity %q: %s", levels.Warn, detail))
		}
		return
	}
	meta, spec, err := extractor.ExtractPodSpec(versioned)
	if err != nil || spec == nil {
		return
	}
	of := &corev1.Pod{Spec: *spec}
	if meta != nil {
		of.ObjectMeta = *meta
	}
	if detail := p.violation(levels.Enforce, of, spec); detail != "" {
		v.Pods = append(v.Pods, fmt.Sprintf("violates PodSecurity %q: %s", levels.Enforce, detail))
	}
	if detail := p.violation(levels.Warn, of, spec); detail != "" {
		v.Warnings = append(v.Warnings, fmt.Sprintf("would violate PodSecurity %q: %s", levels.Warn, detail))
	}
}

var extractor = admission.DefaultPodSpecExtractor{}

func (p *podSecurity) violation(level api.LevelVersion, pod *corev1.Pod, spec *corev1.PodSpec) string {
	result := policy.AggregateCheckResults(p.evaluator.EvaluatePod(level, &pod.ObjectMeta, spec))
	if result.Allowed {
		return ""
	}
	return result.ForbiddenDetail()
}
