package graph

// Limits bound what readers take; beyond one of them is TooLarge, with the limit's name. A zero is the default.
type Limits struct {
	Value    int64 // bytes of a value
	NodeID   int64 // bytes of a node's id
	EdgeID   int64 // bytes of an edge's id
	Depth    int64 // levels of XML
	Members  int64 // of an archive
	Unpacked int64 // bytes of an archive's members together, and of a compressed file
}

// DefaultLimits returns the limits where nothing else is said.
func DefaultLimits() Limits {
	return Limits{Value: MaxValue, NodeID: MaxNodeID, EdgeID: MaxEdgeID, Depth: 256, Members: 64, Unpacked: 4 << 30}
}

// OrDefault returns the limits with the default in place of each zero.
func (l Limits) OrDefault() Limits {
	def := DefaultLimits()
	for _, pair := range []struct{ is, or *int64 }{
		{&l.Value, &def.Value}, {&l.NodeID, &def.NodeID}, {&l.EdgeID, &def.EdgeID},
		{&l.Depth, &def.Depth}, {&l.Members, &def.Members}, {&l.Unpacked, &def.Unpacked},
	} {
		if *pair.is == 0 {
			*pair.is = *pair.or
		}
	}
	return l
}

// However small an archive, so much of it may be unpacked; beyond that no more than a hundred times its size, to which no
// tables and graphs that people make can be packed: they shrink to a tenth or a twentieth.
const (
	freelyUnpacked = 64 << 20
	mostRatio      = 100
)

// MostUnpacked returns how many bytes may be unpacked of so many packed ones. More is no map, but made to fill a disk or a
// memory.
func MostUnpacked(packed int64) int64 { return max(freelyUnpacked, mostRatio*packed) }
