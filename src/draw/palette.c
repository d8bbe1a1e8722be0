#include "draw/palette.h"

/* A colour in bytes; all steps between two colours are whole numbers, so that every machine gives the same. */
typedef struct {
  int r, g, b;
} rgb;

/* The two grounds, and what is written on them. */
static const struct {
  rgb paper, text, faint, card, pole; /* pole: what makes a colour stand out more from the paper */
} themes[] = {
    [ANNO_LIGHT] = {{255, 255, 255}, {26, 26, 26}, {85, 85, 85}, {255, 255, 255}, {0, 0, 0}},
    [ANNO_DARK] = {{21, 24, 28}, {236, 238, 241}, {178, 185, 193}, {33, 37, 43}, {255, 255, 255}},
};

/* Of Okabe and Ito's colours, made darker, where they have one. */
static const rgb tones[ANNO_TONE_SIDE] = {
    [ANNO_TONE_PLAIN] = {102, 102, 102}, [ANNO_TONE_CLAIM] = {128, 112, 0},  [ANNO_TONE_AFFIRMED] = {0, 121, 90},
    [ANNO_TONE_DENIED] = {150, 40, 105}, [ANNO_TONE_DOUBTED] = {90, 90, 90}, [ANNO_TONE_PROPOSED] = {138, 97, 0},
    [ANNO_TONE_TALKS] = {0, 104, 150},   [ANNO_TONE_INK] = {51, 51, 51},
};
static const rgb sides[] = {{0, 114, 178}, {184, 79, 0},  {99, 77, 163}, {0, 118, 118},
                            {122, 74, 43}, {107, 107, 0}, {163, 53, 83}, {63, 98, 18}};
enum { SIDES = sizeof sides / sizeof *sides, NEAR = 90, MOST_TAKEN = 256 };
static const rgb white = {255, 255, 255};

/* x^2.4 for x in 0 to 1, by x^2 (x^(1/5))^2 with Newton's method: pow() differs between machines. */
static double power_2_4(double x) {
  double root = 1;
  for (int i = 0; i < 60; i++) root -= (root - x / (root * root * root * root)) / 5;
  return x * x * root * root;
}

/* Source: WCAG 2.1, relative luminance. */
static double linear(int channel) {
  const double c = channel / 255.0;
  return c <= 0.03928 ? c / 12.92 : power_2_4((c + 0.055) / 1.055);
}

static double luminance(rgb c) { return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b); }

static double contrast(rgb a, rgb b) {
  const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
  return x > y ? x / y : y / x;
}

/* `percent` of `a`, the rest of `b`. */
static rgb mixed(rgb a, rgb b, int percent) {
  const int rest = 100 - percent;
  return (rgb){(a.r * percent + b.r * rest + 50) / 100, (a.g * percent + b.g * rest + 50) / 100,
               (a.b * percent + b.b * rest + 50) / 100};
}

/* `colour`, moved towards `pole` until it stands out from `ground` as much as `least`. */
static rgb moved(rgb colour, rgb ground, rgb pole, double least) {
  for (int percent = 100; percent >= 0; percent -= 2) {
    const rgb c = mixed(colour, pole, percent);
    if (contrast(c, ground) >= least) return c;
  }
  return pole;
}

static rgb readable(rgb colour, rgb ground, rgb pole) { return moved(colour, ground, pole, 4.5); }

/* The strongest tint of `colour` on which text and faint text can be read. */
static rgb tint(rgb colour, anno_theme theme, int percent) {
  for (; percent > 0; percent--) {
    const rgb c = mixed(colour, themes[theme].paper, percent);
    if (contrast(themes[theme].faint, c) >= 4.6 && contrast(themes[theme].text, c) >= 4.6) return c;
  }
  return themes[theme].paper;
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool parsed(anno_str text, rgb *out) {
  int v[6];
  if (text.len != 7 || text.ptr[0] != '#') return false;
  for (size_t i = 0; i < 6; i++)
    if ((v[i] = hex_digit(text.ptr[i + 1])) < 0) return false;
  *out = (rgb){v[0] * 16 + v[1], v[2] * 16 + v[3], v[4] * 16 + v[5]};
  return true;
}

static int distance(rgb a, rgb b) {
  const int r = a.r - b.r, g = a.g - b.g, c = a.b - b.b;
  return (r < 0 ? -r : r) + (g < 0 ? -g : g) + (c < 0 ? -c : c);
}

/* Whether a side of the picture has been given a colour like this one. */
static bool is_taken(const anno_picture *picture, rgb colour) {
  for (size_t i = 0; i < picture->side_count && i < MOST_TAKEN; i++) {
    rgb given;
    if (parsed(picture->sides[i].colour, &given) && distance(given, colour) < NEAR) return true;
  }
  return false;
}

/* The `nth` colour of the palette among those that no side has been given; round again if there are too few. */
static rgb free_colour(const anno_picture *picture, size_t nth) {
  rgb free[SIDES] = {{0, 0, 0}};
  size_t n = 0;
  for (size_t i = 0; i < SIDES; i++)
    if (!is_taken(picture, sides[i])) free[n++] = sides[i];
  return n ? free[nth % n] : sides[nth % SIDES];
}

static rgb side_colour(const anno_picture *picture, size_t side) {
  rgb colour;
  if (side < picture->side_count && parsed(picture->sides[side].colour, &colour)) return colour;
  size_t before = 0;
  for (size_t i = 0; i < side && i < picture->side_count; i++) before += !parsed(picture->sides[i].colour, &colour);
  return free_colour(picture, side < picture->side_count ? before : side);
}

static rgb card_ground(anno_theme theme, anno_tone tone, rgb base) {
  if (tone >= ANNO_TONE_SIDE || tone == ANNO_TONE_PLAIN) return tint(base, theme, theme == ANNO_LIGHT ? 14 : 30);
  if (tone == ANNO_TONE_CLAIM && theme == ANNO_LIGHT) return (rgb){255, 254, 240};
  return themes[theme].card;
}

static rgb shade_of(anno_theme theme, anno_tone tone, rgb base, anno_shade shade) {
  const rgb paper = themes[theme].paper, pole = themes[theme].pole;
  const rgb fill = readable(base, white, (rgb){0, 0, 0}), ground = tint(base, theme, theme == ANNO_LIGHT ? 13 : 34);
  switch (shade) {
    case ANNO_SHADE_PAPER: return paper;
    case ANNO_SHADE_TEXT: return themes[theme].text;
    case ANNO_SHADE_FAINT: return themes[theme].faint;
    case ANNO_SHADE_CARD: return card_ground(theme, tone, base);
    case ANNO_SHADE_FILL: return fill;
    case ANNO_SHADE_ON_FILL: return white;
    case ANNO_SHADE_TINT: return ground;
    case ANNO_SHADE_ON_TINT: return moved(base, ground, pole, 5.5);
    case ANNO_SHADE_LINE: break;
  }
  return readable(base, paper, pole);
}

anno_hex anno_colour(const anno_picture *picture, anno_theme theme, anno_tone tone, anno_shade shade) {
  const rgb base = tone >= ANNO_TONE_SIDE  ? side_colour(picture, (size_t)(tone - ANNO_TONE_SIDE))
                   : tone == ANNO_TONE_INK ? mixed(themes[theme].text, themes[theme].paper, 92)
                                           : tones[tone];
  const rgb c = shade_of(theme, tone, base, shade);
  const int bytes[] = {c.r, c.g, c.b};
  anno_hex hex = {"#"};
  for (size_t i = 0; i < 6; i++) hex.text[i + 1] = "0123456789abcdef"[bytes[i / 2] >> (i % 2 ? 0 : 4) & 15];
  return hex;
}

double anno_contrast(anno_hex a, anno_hex b) {
  rgb x = white, y = white;
  parsed(anno_str_from(a.text), &x);
  parsed(anno_str_from(b.text), &y);
  return contrast(x, y);
}

bool anno_theme_named(anno_str name, anno_theme *out) {
  const bool light = anno_str_eq(name, ANNO_STR("light")), dark = anno_str_eq(name, ANNO_STR("dark"));
  if (light || dark) *out = light ? ANNO_LIGHT : ANNO_DARK;
  return light || dark;
}
