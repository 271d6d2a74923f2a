// Command verifier checks a running Parley audit log with the Go project's own transparency-log
// packages: the signed checkpoint, every tile, every entry bundle, and consistency with the
// checkpoint that an earlier run remembered.
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height     = 8 // of a tile
	prefixSize = 2 // of an entry
)

func main() {
	log.SetFlags(0)
	prefix := flag.String("log", "http://localhost:8080/v1/audit/log", "address of the log")
	key := flag.String("key", "", "verifier key; without it the log is asked, which proves nothing about who signed")
	var witnesses keys
	flag.Var(&witnesses, "witness", "verifier key of a witness that must have cosigned the log below -log/witnessed (repeatable)")
	state := flag.String("state", "", "file that keeps the last verified checkpoint between runs")
	flag.Parse()
	if err := run(strings.TrimSuffix(*prefix, "/"), *key, *state, witnesses); err != nil {
		log.Fatalf("FAILED: %v", err)
	}
}

func run(prefix, key, state string, witnesses keys) error {
	if key == "" {
		fetched, err := get(prefix + "/key")
		if err != nil {
			return err
		}
		key = strings.TrimSpace(string(fetched))
	}
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return fmt.Errorf("verifier key %q: %w", key, err)
	}
	seen, err := checkWitnesses(prefix, verifier, witnesses)
	if err != nil {
		return err
	}
	signed, err := get(prefix + "/checkpoint")
	if err != nil {
		return err
	}
	tree, err := open(signed, verifier)
	if err != nil {
		return err
	}
	fmt.Printf("checkpoint  %s, size %d, root %v: signature verifies\n", verifier.Name(), tree.N, tree.Hash)
	if tree.N == 0 {
		return nil
	}
	hashes := tlog.TileHashReader(tree, &tiles{prefix: prefix})
	if err := checkEntries(prefix, tree, hashes); err != nil {
		return err
	}
	if err := checkProofs(tree, hashes); err != nil {
		return err
	}
	if err := checkExtends(seen, tree, hashes); err != nil {
		return err
	}
	return checkState(state, signed, tree, hashes, verifier)
}

// open checks the signature and reads the three lines of C2SP tlog-checkpoint.
func open(signed []byte, verifier note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("checkpoint: %w", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("checkpoint: unexpected text %q", opened.Text)
	}
	var size int64
	if _, err := fmt.Sscanf(lines[1], "%d", &size); err != nil {
		return tlog.Tree{}, fmt.Errorf("checkpoint size: %w", err)
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// checkEntries hashes every entry and compares it with its leaf, which the tile reader has verified against the root.
func checkEntries(prefix string, tree tlog.Tree, hashes tlog.HashReader) error {
	for first := int64(0); first < tree.N; first += 1 << height {
		width := min(tree.N-first, 1<<height)
		tile := tlog.Tile{H: height, L: -1, N: first >> height, W: int(width)}
		data, err := get(prefix + "/" + path(tile))
		if err != nil {
			return err
		}
		for index := first; index < first+width; index++ {
			if len(data) < prefixSize+tlog.HashSize {
				return fmt.Errorf("%s: ends before entry %d", path(tile), index)
			}
			length := int(binary.BigEndian.Uint16(data))
			entry := data[prefixSize : prefixSize+tlog.HashSize]
			data = data[prefixSize+tlog.HashSize:]
			leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
			if err != nil {
				return err
			}
			if length != tlog.HashSize || leaf[0] != tlog.RecordHash(entry) {
				return fmt.Errorf("entry %d does not hash to its leaf", index)
			}
		}
		if len(data) != 0 {
			return fmt.Errorf("%s: %d bytes too many", path(tile), len(data))
		}
	}
	fmt.Printf("entries     all %d hash to their leaves, all leaves to the root\n", tree.N)
	return nil
}

// checkProofs proves some entries and some older trees out of the tiles, and checks those proofs.
func checkProofs(tree tlog.Tree, hashes tlog.HashReader) error {
	step := max(1, tree.N/64)
	proofs := 0
	for index := int64(0); index < tree.N; index += step {
		leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		if err != nil {
			return err
		}
		inclusion, err := tlog.ProveRecord(tree.N, index, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(inclusion, tree.N, tree.Hash, index, leaf[0]); err != nil {
			return fmt.Errorf("inclusion of %d: %w", index, err)
		}
		older, err := tlog.TreeHash(index+1, hashes)
		if err != nil {
			return err
		}
		consistency, err := tlog.ProveTree(tree.N, index+1, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(consistency, tree.N, tree.Hash, index+1, older); err != nil {
			return fmt.Errorf("consistency from %d: %w", index+1, err)
		}
		proofs++
	}
	fmt.Printf("proofs      %d of inclusion and %d of consistency verify\n", proofs, proofs)
	return nil
}

// checkState shows that the log still contains what it showed last time.
func checkState(file string, signed []byte, tree tlog.Tree, hashes tlog.HashReader, verifier note.Verifier) error {
	if file == "" {
		return nil
	}
	before, err := os.ReadFile(file)
	if err == nil {
		older, err := open(before, verifier)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if err := checkExtends(older, tree, hashes); err != nil {
			return err
		}
	} else if !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.WriteFile(file, signed, 0o600)
}

func checkExtends(older, tree tlog.Tree, hashes tlog.HashReader) error {
	if older.N == 0 {
		return nil
	}
	if older.N > tree.N {
		return fmt.Errorf("the log shrank from %d to %d", older.N, tree.N)
	}
	proof, err := tlog.ProveTree(tree.N, older.N, hashes)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash); err != nil {
		return fmt.Errorf("the log does not extend the checkpoint of size %d: %w", older.N, err)
	}
	fmt.Printf("history     extends the checkpoint of size %d that was seen before\n", older.N)
	return nil
}

// tiles fetches hash tiles for tlog, which checks them against the checkpoint.
type tiles struct {
	prefix string
	kept   map[tlog.Tile][]byte
}

func (t *tiles) Height() int { return height }

func (t *tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range wanted {
		if t.kept[tile] == nil {
			fetched, err := get(t.prefix + "/" + path(tile))
			if err != nil {
				return nil, err
			}
			t.SaveTiles([]tlog.Tile{tile}, [][]byte{fetched})
		}
		data = append(data, bytes.Clone(t.kept[tile]))
	}
	return data, nil
}

func (t *tiles) SaveTiles(saved []tlog.Tile, data [][]byte) {
	if t.kept == nil {
		t.kept = map[tlog.Tile][]byte{}
	}
	for i, tile := range saved {
		t.kept[tile] = data[i]
	}
}

// path is the address of a tile in C2SP tlog-tiles: as in the checksum database, without the height, and with
// "entries" for the data level.
func path(tile tlog.Tile) string {
	text := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
	return strings.Replace(text, "tile/data/", "tile/entries/", 1)
}

func get(address string) ([]byte, error) {
	response, err := http.Get(address)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: status %d", address, response.StatusCode)
	}
	return body, err
}
