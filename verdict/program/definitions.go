package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// given is a definition that the cluster has, as far as it counts here.
type given struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Metadata   struct {
		Name        string            `json:"name"`
		Annotations map[string]string `json:"annotations,omitempty"`
	} `json:"metadata"`
	Spec json.RawMessage `json:"spec"`
	// Items are those of a List, as `kubectl get` prints it.
	Items []json.RawMessage `json:"items,omitempty"`
	file  string
}

// defines is the kind that it defines.
func (g given) defines() schema.GroupKind {
	var spec struct {
		Group string `json:"group"`
		Names struct {
			Kind string `json:"kind"`
		} `json:"names"`
	}
	// The server says later what is wrong with it.
	_ = json.Unmarshal(g.Spec, &spec)
	return schema.GroupKind{Group: spec.Group, Kind: spec.Names.Kind}
}

// keepByDefault keeps a definition, unless there is another one of its kind.
func (s *server) keepByDefault(document []byte) (v verdict) {
	var read given
	if err := json.Unmarshal(document, &read); err != nil {
		v.refuse(err)
	} else if _, kept := s.kept[read.defines()]; !kept {
		s.kept[read.defines()] = read
	}
	return v
}

// keepAll keeps the definitions of a file in YAML or JSON. What else is in it does not matter.
func (s *server) keepAll(file string) (v verdict) {
	text, err := os.ReadFile(file)
	if err != nil {
		v.refuse(err)
		return v
	}
	documents := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	for {
		document, err := documents.Read()
		if err == io.EOF {
			return v
		}
		if err == nil {
			document, err = yaml.ToJSON(document)
		}
		if err != nil {
			v.refuse(err)
			return v
		}
		s.keep(document, file)
	}
}

func (s *server) keep(document []byte, file string) {
	read := given{file: file}
	if json.Unmarshal(document, &read) != nil {
		return
	}
	if read.Kind == "CustomResourceDefinition" {
		s.kept[read.defines()] = read
	}
	for _, item := range read.Items {
		s.keep(item, file)
	}
}

// defineKept takes up the definition of a kind when the first object comes, unless there was another one.
func (s *server) defineKept(kind schema.GroupKind) error {
	read, ok := s.kept[kind]
	if !ok || s.defined[kind] {
		return nil
	}
	delete(s.kept, kind)
	if err := s.defineGiven(read); err != nil {
		return fmt.Errorf("its definition %s of %s: %w", read.Metadata.Name, read.file, err)
	}
	return nil
}

// defineGiven takes up a definition of the cluster. Nobody asks policies of it.
func (s *server) defineGiven(read given) error {
	kind := schema.FromAPIVersionAndKind(read.APIVersion, read.Kind)
	served, known := s.served[kind]
	if !known {
		return fmt.Errorf("Kubernetes %s serves no %s of %s", version, kind.Kind, read.APIVersion)
	}
	read.Items = nil
	document, err := json.Marshal(read)
	if err != nil {
		return err
	}
	var v verdict
	object := s.decode(served, kind, document, &v)
	if object != nil {
		accessor, _ := meta.Accessor(object)
		v.refuse(createdFirst(served, s.contextOf(served, kind, accessor, &v), object))
	}
	for _, each := range v.Refusals {
		return errors.New(each.Field + ": " + each.Message)
	}
	return s.define(object.(*apiextensions.CustomResourceDefinition))
}
