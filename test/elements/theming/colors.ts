const pixel = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true})!;

/** Relative luminance (WCAG) of a colour as it is painted, in whatever notation. */
function luminanceOf(color: string): number {
  pixel.fillStyle = color;
  pixel.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = [...pixel.getImageData(0, 0, 1, 1).data]
    .map(channel => channel / 255)
    .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The WCAG contrast of two opaque colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Over 200 colours all around the cube, greys and pure hues among them. */
export const colors = ['ff', 'd0', '9c', '68', '34', '00'].flatMap((red, _, steps) =>
  steps.flatMap(green => steps.map(blue => `#${red}${green}${blue}`)),
);
