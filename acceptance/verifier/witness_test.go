package main

import (
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

// A checkpoint of a public Certificate Transparency log, with what a public witness said of it. The witness' key stands
// among the known answers of transparency-dev/formats (note/note_cosigv1_test.go).
const (
	witness = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
	seen    = `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
`
)

func TestOpensACosignatureFromTheWorldAndNoOther(t *testing.T) {
	verifier, err := newCosignature(witness)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := note.Open([]byte(seen), note.VerifierList(verifier)); err != nil {
		t.Fatal(err)
	}
	if _, err := note.Open([]byte(strings.Replace(seen, "8532", "8533", 1)), note.VerifierList(verifier)); err == nil {
		t.Fatal("another size: opened (expected: refused)")
	}
}

func TestTakesWitnessKeysOnly(t *testing.T) {
	for _, key := range []string{
		"remora.n621.de",
		"remora.n621.de+da77ade8+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
		"arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f",
	} {
		if _, err := newCosignature(key); err == nil {
			t.Errorf("%s: taken (expected: refused)", key)
		}
	}
}
