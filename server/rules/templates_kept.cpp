// Templates of the circle's own: kept whole and sealed, for keepers alone.
#include <algorithm>

#include "rules/features.hpp"
#include "rules/limits.hpp"

namespace circlekeeper::rules {

namespace {

bool is_kept(const Circle& circle, const TemplateId& id) {
  return std::ranges::find(circle.templates, id, &KeptTemplate::id) != circle.templates.end();
}

}  // namespace

Outcome act(Story& story, const Actor& actor, const KeepTemplate& asked) {
  const Circle& circle = story.circle();
  if (asked.title.body.size() < sealed_min) return refuse(RefusalCode::malformed, "title");
  if (asked.body.body.size() < sealed_min) return refuse(RefusalCode::malformed, "body");
  const bool is_new = !is_kept(circle, asked.template_);
  if (is_new && std::ssize(circle.templates) >= limits::counts::templates_max) {
    return refuse(RefusalCode::templates_are_enough);
  }
  story.tell_keepers(TemplateKept{asked.template_, asked.title, asked.body, *actor.member});
  return {};
}

void happen(Circle& circle, const TemplateKept& event, const Told&) {
  KeptTemplate kept{event.template_, event.title, event.body, event.by};
  const auto known = std::ranges::find(circle.templates, event.template_, &KeptTemplate::id);
  if (known == circle.templates.end()) {
    circle.templates.push_back(std::move(kept));
  } else {
    *known = std::move(kept);
  }
}

Outcome act(Story& story, const Actor& actor, const ForgetTemplate& asked) {
  if (!is_kept(story.circle(), asked.template_)) {
    return refuse(RefusalCode::unknown_template, "template");
  }
  story.tell_keepers(TemplateForgotten{asked.template_, *actor.member});
  return {};
}

void happen(Circle& circle, const TemplateForgotten& event, const Told&) {
  std::erase_if(circle.templates,
                [&](const KeptTemplate& each) { return each.id == event.template_; });
}

}  // namespace circlekeeper::rules
