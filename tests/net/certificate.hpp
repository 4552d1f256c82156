// A certificate of the test's own, written as an operator would give it.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <filesystem>
#include <memory>
#include <string>

namespace circlekeeper::tests {

inline void write_certificate(const std::filesystem::path& certificate,
                              const std::filesystem::path& key, const std::string& name) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pair(EVP_EC_gen("P-256"),
                                                                 EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> made(X509_new(), X509_free);
  X509_set_version(made.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
  X509_set_pubkey(made.get(), pair.get());
  X509_NAME* subject = X509_get_subject_name(made.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(made.get(), subject);
  X509_sign(made.get(), pair.get(), EVP_sha256());
  using File = std::unique_ptr<FILE, decltype(&fclose)>;
  PEM_write_X509(File(fopen(certificate.c_str(), "w"), fclose).get(), made.get());
  PEM_write_PrivateKey(File(fopen(key.c_str(), "w"), fclose).get(), pair.get(), nullptr, nullptr, 0,
                       nullptr, nullptr);
}

}  // namespace circlekeeper::tests
