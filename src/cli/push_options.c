#include "cli/push_options.h"

#include <stdio.h>

#include "cli/command.h"
#include "push/url.h"

enum { MOST_RETRIES = 100, MOST_SECONDS = 86400 };

anno_push_request anno_push_defaults(void) { return (anno_push_request){.retries = 6, .timeout = 120}; }

static int set_number(const anno_command *command, bool retries, const char *value, anno_push_request *out) {
  size_t *to = retries ? &out->retries : &out->timeout;
  const size_t least = retries ? 0 : 1, most = retries ? MOST_RETRIES : MOST_SECONDS;
  if (anno_str_to_size(anno_str_from(value), to) && *to >= least && *to <= most) return -1;
  if (retries) return anno_bad_usage(command, "--retries is a number from 0 to 100, not", value);
  return anno_bad_usage(command, "--timeout is a number from 1 to 86400, not", value);
}

int anno_push_option(const anno_command *command, int option, const char *value, anno_push_request *out) {
  switch (option) {
    case ANNO_OPT_endpoint: out->endpoint = value; break;
    case ANNO_OPT_sparql: out->sparql = value; break;
    case ANNO_OPT_update: out->update = value; break;
    case ANNO_OPT_auth: out->auth = value; break;
    case ANNO_OPT_resume: out->resume = value; break;
    case ANNO_OPT_unverified: out->unverified = true; break;
    case ANNO_OPT_staging: out->staging = true; break;
    default: return set_number(command, option == ANNO_OPT_retries, value, out);
  }
  return -1;
}

/* An address is not repeated: it may hold what nobody should see. */
static int refuse_url(const anno_command *command, const char *option, const char *url) {
  const char *fault = url ? anno_url_fault(url) : NULL;
  return fault ? anno_bad_usage(command, option, fault) : -1;
}

int anno_push_settle(const anno_command *command, const anno_push_request *r) {
  int status = refuse_url(command, "--endpoint", r->endpoint);
  if (status < 0) status = refuse_url(command, "--sparql", r->sparql);
  if (status < 0) status = refuse_url(command, "--update", r->update);
  if (status >= 0) return status;
  if (!r->endpoint) return anno_bad_usage(command, "--endpoint", "has to name the store");
  if (!r->sparql && !r->unverified)
    return anno_bad_usage(command, "--sparql", "has to name where what was sent can be counted (or --unverified)");
  if (r->sparql && r->unverified) return anno_bad_usage(command, "--unverified", "says the contrary of --sparql");
  if (r->staging && (!r->sparql || !r->update))
    return anno_bad_usage(command, "--staging", "needs --sparql and --update");
  if (r->update && !r->sparql) return anno_bad_usage(command, "--update", "needs --sparql");
  return -1;
}
