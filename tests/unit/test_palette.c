/* The palette: everything that is written can be read, whatever colours the data give. */
#include "draw/palette.h"
#include "unit/check.h"

static const char *const given[] = {"",        "#ffffff", "#000000", "red",     "#12", "#FFFF00",
                                    "#0072b2", "#zzzzzz", "#808080", "#00ff00", "#1",  "#fefefe",
                                    "#0000ff", "#ff0000", "",        ""};
enum { GIVEN = sizeof given / sizeof *given };

static bool reads(const anno_picture *p, anno_theme theme, anno_tone tone, const anno_shade pair[2]) {
  return anno_contrast(anno_colour(p, theme, tone, pair[0]), anno_colour(p, theme, tone, pair[1])) >= 4.5;
}

/* What is written on what. */
static void test_contrast(const anno_picture *p, int *faults) {
  static const anno_shade pairs[][2] = {{ANNO_SHADE_TEXT, ANNO_SHADE_PAPER},   {ANNO_SHADE_TEXT, ANNO_SHADE_CARD},
                                        {ANNO_SHADE_TEXT, ANNO_SHADE_TINT},    {ANNO_SHADE_FAINT, ANNO_SHADE_PAPER},
                                        {ANNO_SHADE_FAINT, ANNO_SHADE_CARD},   {ANNO_SHADE_FAINT, ANNO_SHADE_TINT},
                                        {ANNO_SHADE_ON_FILL, ANNO_SHADE_FILL}, {ANNO_SHADE_ON_TINT, ANNO_SHADE_TINT},
                                        {ANNO_SHADE_LINE, ANNO_SHADE_PAPER}};
  for (int theme = ANNO_LIGHT; theme <= ANNO_DARK; theme++)
    for (int tone = 0; tone < ANNO_TONE_SIDE + GIVEN + 3; tone++)
      for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (!reads(p, (anno_theme)theme, (anno_tone)tone, pairs[i])) {
          printf("theme %d, tone %d, pair %zu\n", theme, tone, i);
          CHECK(false);
        }
}

static anno_hex fill(const anno_picture *p, int side) {
  return anno_colour(p, ANNO_LIGHT, (anno_tone)(ANNO_TONE_SIDE + side), ANNO_SHADE_FILL);
}

static void test_sides(int *faults) {
  anno_side sides[] = {{ANNO_STR_INIT("a"), ANNO_STR_INIT("a"), ANNO_STR_INIT("#0072B2")},
                       {ANNO_STR_INIT("b"), ANNO_STR_INIT("b"), ANNO_STR_INIT("")},
                       {ANNO_STR_INIT("c"), ANNO_STR_INIT("c"), ANNO_STR_INIT("blue")}};
  const anno_picture p = {.sides = sides, .side_count = 3};
  CHECK_STR(anno_str_from(fill(&p, 0).text), "#0072b2");
  /* The blue of the palette is given away, in another spelling. */
  CHECK_STR(anno_str_from(fill(&p, 1).text), "#b84f00");
  CHECK_STR(anno_str_from(fill(&p, 2).text), "#634da3");
  /* A colour that can be read stays, one that cannot becomes darker. */
  sides[1].colour = ANNO_STR("#00795a");
  CHECK_STR(anno_str_from(fill(&p, 1).text), "#00795a");
  sides[1].colour = ANNO_STR("#00ff00");
  CHECK(strcmp(fill(&p, 1).text, "#00ff00") != 0);
  sides[1].colour = ANNO_STR("\0001122b");
  CHECK_STR(anno_str_from(fill(&p, 1).text), "#b84f00");
}

static void test_measure(int *faults) {
  const anno_hex black = {"#000000"}, white = {"#ffffff"}, blue = {"#0072b2"};
  CHECK(anno_contrast(black, white) > 20.99 && anno_contrast(white, black) < 21.01);
  CHECK(anno_contrast(blue, blue) == 1);
  /* As other programs measure it: 5.19. */
  CHECK(anno_contrast(blue, white) > 5.185 && anno_contrast(blue, white) < 5.195);
}

static void test_names(int *faults) {
  anno_theme theme = ANNO_LIGHT;
  CHECK(anno_theme_named(ANNO_STR("dark"), &theme) && theme == ANNO_DARK);
  CHECK(anno_theme_named(ANNO_STR("light"), &theme) && theme == ANNO_LIGHT);
  CHECK(!anno_theme_named(ANNO_STR("Dark"), &theme) && !anno_theme_named(ANNO_STR(""), &theme) && theme == ANNO_LIGHT);
}

int main(void) {
  int count = 0, *faults = &count;
  anno_side sides[GIVEN];
  for (size_t i = 0; i < GIVEN; i++) sides[i] = (anno_side){ANNO_STR("n"), ANNO_STR("t"), anno_str_from(given[i])};
  const anno_picture none = {0}, some = {.sides = sides, .side_count = GIVEN};
  test_contrast(&none, faults);
  test_contrast(&some, faults);
  test_sides(faults);
  test_measure(faults);
  test_names(faults);
  return count != 0;
}
