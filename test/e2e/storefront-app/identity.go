package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"os"
)

const folder = "/var/run/identity/"

// For calls that go past the proxy of the pod, as those of an attacker do: TLS with the pod's files, if it has an identity.
func tlsConfig(anonymous bool) *tls.Config {
	if os.Getenv("PLATFORM_IDENTITY") == "" {
		return nil
	}
	config := &tls.Config{
		// What Go would verify, against authorities read anew.
		InsecureSkipVerify: true,
		VerifyConnection: func(state tls.ConnectionState) error {
			pem, err := os.ReadFile(folder + "ca.crt")
			if err != nil {
				return err
			}
			roots := x509.NewCertPool()
			if !roots.AppendCertsFromPEM(pem) {
				return errors.New("no authority in ca.crt")
			}
			between := x509.NewCertPool()
			for _, certificate := range state.PeerCertificates[1:] {
				between.AddCert(certificate)
			}
			_, err = state.PeerCertificates[0].Verify(x509.VerifyOptions{
				Roots: roots, Intermediates: between, DNSName: state.ServerName,
			})
			return err
		},
	}
	if !anonymous {
		config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			certificate, err := tls.LoadX509KeyPair(folder+"tls.crt", folder+"tls.key")
			return &certificate, err
		}
	}
	return config
}
