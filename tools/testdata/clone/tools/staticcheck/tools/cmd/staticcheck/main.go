package main

func main() { println("staticcheck") }
