package main

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"log"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// A page of the shop, from what the services answer.
type page func(ctx context.Context, request *http.Request, user string) (any, error)

func serveWeb() {
	pages := http.NewServeMux()
	pages.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	pages.HandleFunc("GET /{$}", home)
	for route, show := range map[string]page{
		"GET /products/{id}": showProduct, "POST /cart": addToCart, "GET /cart": showCart, "POST /checkout": checkout,
	} {
		pages.HandleFunc(route, asJson(show))
	}
	server := &http.Server{Addr: ":8080", Handler: pages}
	stopped := make(chan struct{})
	go func() {
		stop := make(chan os.Signal, 1)
		signal.Notify(stop, syscall.SIGTERM)
		<-stop
		server.Shutdown(context.Background())
		close(stopped)
	}()
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		log.Fatal(err)
	}
	<-stopped
}

func asJson(show page) http.HandlerFunc {
	return func(w http.ResponseWriter, request *http.Request) {
		user := "nobody"
		if cookie, err := request.Cookie("session"); err == nil {
			user = cookie.Value
		}
		answer, err := show(request.Context(), request, user)
		if err != nil {
			fail(w, err)
			return
		}
		w.Header().Set("content-type", "application/json")
		json.NewEncoder(w).Encode(answer)
	}
}

func fail(w http.ResponseWriter, err error) {
	log.Print(err)
	code := map[codes.Code]int{codes.NotFound: 404, codes.InvalidArgument: 400, codes.FailedPrecondition: 409}[status.Code(err)]
	if code == 0 {
		code = 502
	}
	http.Error(w, err.Error(), code)
}

// The products with their prices in the visitor's currency, and an ad.
func home(w http.ResponseWriter, request *http.Request) {
	ctx, currency := request.Context(), request.FormValue("currency")
	if currency == "" {
		currency = "EUR"
	}
	all, err := call[Products](ctx, "catalog", "List", none{})
	list := ""
	for _, each := range all.Products {
		var price Money
		if price, err = call[Money](ctx, "currency", "Convert", Conversion{each.Price, currency}); err != nil {
			break
		}
		list += fmt.Sprintf("<li><a href=\"/products/%s\">%s</a> %g %s</li>\n", each.Id, each.Name, price.Amount, price.Currency)
	}
	if err != nil {
		fail(w, err)
		return
	}
	// Without an ad the page is still a page.
	ad, err := call[Text](ctx, "ads", "Pick", none{})
	if err != nil {
		log.Print(err)
	}
	w.Header().Set("content-type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "<!doctype html><title>Shop</title>\n<h1>Shop</h1>\n<ul>\n%s</ul>\n<aside>%s</aside>\n", list, html.EscapeString(ad.Text))
}

func showProduct(ctx context.Context, request *http.Request, _ string) (any, error) {
	by := ById{request.PathValue("id")}
	product, err := call[Product](ctx, "catalog", "Get", by)
	if err != nil {
		return nil, err
	}
	others, err := call[Products](ctx, "recommendation", "For", by)
	return map[string]any{"product": product, "others": others.Products}, err
}

func addToCart(ctx context.Context, request *http.Request, user string) (any, error) {
	quantity, err := strconv.Atoi(request.FormValue("quantity"))
	if err != nil {
		return nil, status.Error(codes.InvalidArgument, "quantity must be a number")
	}
	product, err := call[Product](ctx, "catalog", "Get", ById{request.FormValue("product")})
	if err != nil {
		return nil, err
	}
	return call[Cart](ctx, "cart", "Add", Cart{user, map[string]int{product.Id: quantity}})
}

func showCart(ctx context.Context, _ *http.Request, user string) (any, error) {
	cart, err := call[Cart](ctx, "cart", "Get", ById{user})
	if err != nil {
		return nil, err
	}
	quote, err := call[Money](ctx, "shipping", "Quote", cart)
	return map[string]any{"items": cart.Items, "shipping": quote}, err
}

func checkout(ctx context.Context, request *http.Request, user string) (any, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return call[Order](ctx, "checkout", "Place", Purchase{
		user, request.FormValue("email"), request.FormValue("card"), request.FormValue("currency"),
	})
}
