package predict

import "trama/analysis/internal/view"

// Where at least one pair in so many closes a cycle, and every cycle is even, a network has two sides (persons and
// services, services and categories): by chance some cycle would be odd.
const cyclesEach = 25

// sidesOf returns the side of each node, 0 or 1, where a network has two sides, else nil. Which side is which holds within
// a component only.
func sidesOf(v *view.View) []uint8 {
	const unseen = 2
	side := make([]uint8, v.N())
	for u := range side {
		side[u] = unseen
	}
	components := 0
	var stack []uint32
	for u := range side {
		if side[u] != unseen {
			continue
		}
		components++
		side[u] = 0
		for stack = append(stack[:0], uint32(u)); len(stack) > 0; {
			x := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for _, y := range v.Row(int(x)) {
				switch side[y] {
				case unseen:
					side[y] = 1 - side[x]
					stack = append(stack, y)
				case side[x]:
					return nil
				}
			}
		}
	}
	if cycles := v.M() - v.N() + components; cycles < 3 || cycles*cyclesEach < v.M() {
		return nil
	}
	return side
}
