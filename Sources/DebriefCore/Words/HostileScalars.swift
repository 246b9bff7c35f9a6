/// Whether a scalar of a stranger's text must not reach a reader as it is: controls, those that turn the direction of
/// writing, separators that fake another line, and invisible tags. The terminal and the browser both spell them out.
package func isHostile(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x00...0x1F, 0x7F...0x9F: true  // C0, DEL, C1
  case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // bidirectional controls
  case 0x2028, 0x2029, 0xFEFF: true  // line and paragraph separator, byte order mark
  case 0xE0000...0xE007F: true  // tags: invisible text
  default: false
  }
}
