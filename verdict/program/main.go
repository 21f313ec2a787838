// Command verdict tells what the API server of one Kubernetes version says of objects: one JSON document a line in, one verdict a
// line out. What comes before holds for what comes after: namespaces, definitions of custom resources, and policies.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/capabilities"
)

// Set when it is built: the minor version of Kubernetes that is asked, the release that it is built of, and feature gates of this
// release that are as in that version: `SidecarContainers=false`.
var version, release, gates = "unknown", "unknown", ""

// question is a document alone, or with what has been applied before it.
type question struct {
	Document json.RawMessage `json:"document"`
	Old      json.RawMessage `json:"old"`
	// Default is a definition of custom resources that the cluster has, unless there is another one of its kind.
	Default json.RawMessage `json:"default"`
	// Definitions is the name of a file of definitions that the cluster has.
	Definitions string `json:"definitions"`
}

func main() {
	stored := flag.Bool("stored", false, "also print each object as the server would store it")
	brief := flag.Bool("brief", false, "print only verdicts in which something is said")
	about := flag.Bool("version", false, "print the Kubernetes release, and end")
	flag.Parse()
	if *about {
		fmt.Printf("Kubernetes %s, by release %s\n", version, release)
		return
	}
	// Kubernetes logs what it finds odd; all that counts is in the verdicts.
	klog.SetOutput(io.Discard)
	klog.LogToStderr(false)
	if err := utilfeature.DefaultMutableFeatureGate.Set(gates); err != nil {
		panic(err)
	}
	// As a server with --allow-privileged, which kubeadm and all providers set.
	capabilities.Setup(true, 0)
	if err := answer(os.Stdin, os.Stdout, newServer(*stored), *brief); err != nil {
		fmt.Fprintf(os.Stderr, "verdict: %v\n", err)
		os.Exit(2)
	}
}

func answer(in io.Reader, out io.Writer, server *server, brief bool) error {
	lines := bufio.NewReaderSize(in, 1<<20)
	verdicts := bufio.NewWriterSize(out, 1<<16)
	encoder := json.NewEncoder(verdicts)
	encoder.SetEscapeHTML(false)
	for number := 1; ; number++ {
		line, end := lines.ReadBytes('\n')
		if end != nil && end != io.EOF {
			return end
		}
		if len(line) > 1 {
			verdict := server.answer(questionOf(line))
			verdict.Line = number
			if !brief || verdict.says() {
				if err := encoder.Encode(verdict); err != nil {
					return err
				}
			}
		}
		// Who waits for an answer before asking again gets it.
		if lines.Buffered() == 0 || end == io.EOF {
			if err := verdicts.Flush(); err != nil {
				return err
			}
		}
		if end == io.EOF {
			return nil
		}
	}
}

// questionOf tells a document from the two of an update: whatever else has such a field is judged as it is.
func questionOf(line []byte) question {
	asked := question{Document: line}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(line, &fields); err != nil {
		return asked
	}
	for name := range fields {
		if name != "document" && name != "old" && name != "default" && name != "definitions" {
			return asked
		}
	}
	var other question
	if err := json.Unmarshal(line, &other); err != nil || other.Document == nil && other.Default == nil && other.Definitions == "" {
		return asked
	}
	return other
}
