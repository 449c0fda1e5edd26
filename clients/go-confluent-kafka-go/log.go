package main

import (
	"fmt"
	"os"
)

func logError(err error) { fmt.Fprintln(os.Stderr, err) }
