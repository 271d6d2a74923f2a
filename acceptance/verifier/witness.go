package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// keys collects a flag that may be given often.
type keys []string

func (k *keys) String() string { return strings.Join(*k, ",") }

func (k *keys) Set(key string) error {
	*k = append(*k, key)
	return nil
}

// checkWitnesses opens what the witnesses have seen: each of them must have cosigned it, and the log must have signed it.
func checkWitnesses(prefix string, log note.Verifier, witnesses keys) (tlog.Tree, error) {
	if len(witnesses) == 0 {
		return tlog.Tree{}, nil
	}
	signed, err := get(prefix + "/witnessed/checkpoint")
	if err != nil {
		return tlog.Tree{}, err
	}
	tree, err := open(signed, log)
	if err != nil {
		return tlog.Tree{}, err
	}
	for _, key := range witnesses {
		verifier, err := newCosignature(key)
		if err != nil {
			return tlog.Tree{}, err
		}
		if _, err := note.Open(signed, note.VerifierList(verifier)); err != nil {
			return tlog.Tree{}, fmt.Errorf("witness %s: %w", verifier.name, err)
		}
		fmt.Printf("witness     %s has seen size %d\n", verifier.name, tree.N)
	}
	return tree, nil
}

// cosignature verifies as C2SP tlog-cosignature says, for Ed25519.
type cosignature struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

const cosignatureV1 = 4

func newCosignature(vkey string) (*cosignature, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("witness key %q: not name+hash+base64", vkey)
	}
	typed, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(typed) != 1+ed25519.PublicKeySize || typed[0] != cosignatureV1 {
		return nil, fmt.Errorf("witness key %q: not an Ed25519 key of type 4", vkey)
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), typed...))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, fmt.Errorf("witness key %q: another hash", vkey)
	}
	return &cosignature{name: parts[0], hash: hash, key: typed[1:]}, nil
}

func (c *cosignature) Name() string { return c.name }

func (c *cosignature) KeyHash() uint32 { return c.hash }

func (c *cosignature) Verify(text, signature []byte) bool {
	const timestamp = 8
	if len(signature) != timestamp+ed25519.SignatureSize {
		return false
	}
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(signature), text)
	return ed25519.Verify(c.key, []byte(message), signature[timestamp:])
}
