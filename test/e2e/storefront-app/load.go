package main

import (
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math/rand"
	"net/http"
	"os"
	"strings"
	"time"
)

// Each request has a connection of its own, as those of different visitors do.
func visitor(tls *tls.Config) *http.Client {
	return &http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: tls}, Timeout: 15 * time.Second}
}

func send(client *http.Client, method, url, session string, change func(*http.Request)) (int, string, error) {
	request, err := http.NewRequest(method, url, nil)
	if err != nil {
		return 0, "", err
	}
	request.AddCookie(&http.Cookie{Name: "session", Value: session})
	if change != nil {
		change(request)
	}
	response, err := client.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return response.StatusCode, string(body), err
}

// What has been sent so far: a line each second.
type counts struct {
	Ok     int            `json:"ok"`
	Failed int            `json:"failed"`
	Errors map[string]int `json:"errors"`
	// Orders by the version of the checkout that took them.
	Orders map[string]int `json:"orders"`
}

// Visitors who look, buy and pay, until the end of the pod.
func generateLoad() {
	shop, client := os.Getenv("FRONTEND_URL"), visitor(nil)
	total := counts{Errors: map[string]int{}, Orders: map[string]int{}}
	told := time.Now()
	for number := 0; ; number++ {
		session, product := fmt.Sprintf("visitor-%d-%d", number, rand.Int31()), products[number%len(products)].Id
		for _, step := range []string{
			"GET /", "GET /products/" + product, "POST /cart?quantity=1&product=" + product, "GET /cart",
			"POST /checkout?currency=USD&card=valid&email=visitor@example.com",
		} {
			method, path, _ := strings.Cut(step, " ")
			code, body, err := send(client, method, shop+path, session, nil)
			if err != nil || code != http.StatusOK {
				total.Failed++
				total.Errors[strings.TrimSpace(fmt.Sprintf("%s: %d %s %v", step, code, body, err))]++
				break
			}
			total.Ok++
			var order Order
			if json.Unmarshal([]byte(body), &order); order.Version != "" {
				total.Orders[order.Version]++
			}
		}
		if time.Since(told) > time.Second {
			told = time.Now()
			json.NewEncoder(os.Stdout).Encode(total)
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// request METHOD URL SESSION [HOST [anonymous]]: sends one request, past the proxy of its pod, and prints the answer.
func requestOnce(args []string) {
	args = append(args, "", "")
	code, body, err := send(visitor(tlsConfig(args[4] != "")), args[0], args[1], args[2], func(request *http.Request) {
		if args[3] != "" {
			request.Host = args[3]
		}
	})
	if err != nil {
		log.Fatal(err)
	}
	json.NewEncoder(os.Stdout).Encode(map[string]any{"status": code, "body": body})
}
