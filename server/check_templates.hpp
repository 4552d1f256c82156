// `circlekeeper template check FILE…`: what is wrong with templates, and where.
#pragma once

#include <filesystem>
#include <ostream>
#include <vector>

namespace circlekeeper {

// Says of each file that it is in order, or each flaw with its place and how to mend it. The exit
// code: 0 where all are in order, 1 where one is not, 2 where one cannot be opened.
int check_templates(const std::vector<std::filesystem::path>& files, std::ostream& out);

}  // namespace circlekeeper
