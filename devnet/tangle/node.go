//go:build tools

// Package tangle names the node of the private Tangle, so that `go mod tidy` keeps it in go.mod. Nothing here is ever compiled:
// devnet/src/adapters/tangle/build-hornet.ts builds the module itself.
package tangle

import _ "github.com/iotaledger/hornet/v2"
