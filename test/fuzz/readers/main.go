// Reads what the library writes as the agents of Vault and OpenBao do: their templates are Go's, their configuration is HCL.
package main

import (
	"encoding/json"
	"os"
	"strings"
	"text/template"
	"text/template/parse"

	"github.com/hashicorp/hcl"
)

type input struct {
	// Strings of templates, as they stand in an action.
	Literals []string `json:"literals"`
	// Whole templates.
	Templates []string `json:"templates"`
	// Documents with a field "text".
	Documents []string `json:"documents"`
}

type output struct {
	Literals  []string `json:"literals"`
	Templates []string `json:"templates"`
	Documents []string `json:"documents"`
}

func main() {
	var in input
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		panic(err)
	}
	var out output
	for _, literal := range in.Literals {
		out.Literals = append(out.Literals, rendered("{{ "+literal+" }}"))
	}
	for _, text := range in.Templates {
		out.Templates = append(out.Templates, fault(text))
	}
	for _, document := range in.Documents {
		var content map[string]interface{}
		if err := hcl.Decode(&content, document); err != nil {
			out.Documents = append(out.Documents, "error: "+err.Error())
			continue
		}
		text, _ := content["text"].(string)
		out.Documents = append(out.Documents, text)
	}
	if err := json.NewEncoder(os.Stdout).Encode(out); err != nil {
		panic(err)
	}
}

func rendered(text string) string {
	parsed, err := template.New("t").Parse(text)
	if err != nil {
		return "error: " + err.Error()
	}
	var builder strings.Builder
	if err := parsed.Execute(&builder, nil); err != nil {
		return "error: " + err.Error()
	}
	return builder.String()
}

func fault(text string) string {
	tree := parse.New("t")
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(text, "", "", map[string]*parse.Tree{}); err != nil {
		return err.Error()
	}
	return ""
}
