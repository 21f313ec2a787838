package main

import (
	"context"
	"fmt"
	"log"
	"math"
	"os"
	"sync"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type (
	none  struct{}
	Money struct {
		Amount   float64 `json:"amount"`
		Currency string  `json:"currency"`
	}
	Product struct {
		Id    string `json:"id"`
		Name  string `json:"name"`
		Price Money  `json:"price"`
	}
	Products struct {
		Products []Product `json:"products"`
	}
	ById struct {
		Id string `json:"id"`
	}
	Conversion struct {
		From Money  `json:"from"`
		To   string `json:"to"`
	}
	Cart struct {
		User  string         `json:"user"`
		Items map[string]int `json:"items"`
	}
	Charge struct {
		Total Money  `json:"total"`
		Card  string `json:"card"`
	}
	Purchase struct {
		User     string `json:"user"`
		Email    string `json:"email"`
		Card     string `json:"card"`
		Currency string `json:"currency"`
	}
	Order struct {
		Id       string         `json:"id"`
		Payment  string         `json:"payment"`
		Tracking string         `json:"tracking"`
		Items    map[string]int `json:"items"`
		Total    Money          `json:"total"`
		// The version of the checkout that took it.
		Version string `json:"version"`
	}
	Mail struct {
		To    string `json:"to"`
		Order Order  `json:"order"`
	}
	Text struct {
		Text string `json:"text"`
	}
)

var (
	products = []Product{
		{"kettle", "Kettle", Money{40, "EUR"}}, {"lamp", "Lamp", Money{25, "EUR"}}, {"mug", "Mug", Money{8, "EUR"}},
	}
	rates = map[string]float64{"EUR": 1, "JPY": 160, "USD": 1.25}
)

// The methods of a service, and what it needs to be ready.
func service(name string) (map[string]method, func(context.Context) error) {
	switch name {
	case "ads":
		return map[string]method{"Pick": methodOf(func(context.Context, none) (Text, error) {
			return Text{"Mugs: the second one is free"}, nil
		})}, nil
	case "catalog":
		return map[string]method{
			"List": methodOf(func(context.Context, none) (Products, error) { return Products{products}, nil }),
			"Get":  methodOf(func(_ context.Context, by ById) (Product, error) { return product(by.Id) }),
		}, nil
	case "currency":
		return map[string]method{"Convert": methodOf(func(_ context.Context, c Conversion) (Money, error) { return converted(c) })}, nil
	case "email":
		return map[string]method{"Confirm": methodOf(func(_ context.Context, mail Mail) (none, error) {
			log.Printf("order %s confirmed to %s", mail.Order.Id, mail.To)
			return none{}, nil
		})}, nil
	case "payment":
		return map[string]method{"Charge": methodOf(func(_ context.Context, charge Charge) (ById, error) {
			if charge.Card == "expired" {
				return ById{}, status.Error(codes.FailedPrecondition, "the card has expired")
			}
			return ById{newId("payment")}, nil
		})}, nil
	case "recommendation":
		return map[string]method{"For": methodOf(recommended)}, nil
	case "shipping":
		return map[string]method{
			"Quote": methodOf(func(_ context.Context, cart Cart) (Money, error) {
				return Money{float64(2 * len(cart.Items)), "EUR"}, nil
			}),
			"Ship": methodOf(func(context.Context, Cart) (ById, error) { return ById{newId("parcel")}, nil }),
		}, nil
	case "cart":
		store := openStore(addressOf("redis"), nil)
		return map[string]method{
			"Add": methodOf(store.add), "Get": methodOf(store.get), "Empty": methodOf(store.empty),
		}, store.ready
	case "checkout":
		return map[string]method{"Place": methodOf(place)}, nil
	}
	return nil, nil
}

var ids struct {
	sync.Mutex
	last int
}

func newId(what string) string {
	ids.Lock()
	defer ids.Unlock()
	ids.last++
	return fmt.Sprintf("%s-%s-%d-%d", what, os.Getenv("PLATFORM_POD_NAME"), time.Now().Unix(), ids.last)
}

func product(id string) (Product, error) {
	for _, each := range products {
		if each.Id == id {
			return each, nil
		}
	}
	return Product{}, status.Errorf(codes.NotFound, "no product %q", id)
}

func converted(c Conversion) (Money, error) {
	from, to := rates[c.From.Currency], rates[c.To]
	if from == 0 || to == 0 {
		return Money{}, status.Errorf(codes.InvalidArgument, "no rate from %s to %s", c.From.Currency, c.To)
	}
	return Money{math.Round(c.From.Amount/from*to*100) / 100, c.To}, nil
}

// All other products of the catalog.
func recommended(ctx context.Context, by ById) (Products, error) {
	all, err := call[Products](ctx, "catalog", "List", none{})
	var others []Product
	for _, each := range all.Products {
		if each.Id != by.Id {
			others = append(others, each)
		}
	}
	return Products{others}, err
}

func place(ctx context.Context, purchase Purchase) (order Order, err error) {
	cart, err := call[Cart](ctx, "cart", "Get", ById{purchase.User})
	if err != nil {
		return order, err
	}
	if len(cart.Items) == 0 {
		return order, status.Error(codes.FailedPrecondition, "the cart is empty")
	}
	total, err := call[Money](ctx, "shipping", "Quote", cart)
	if err != nil {
		return order, err
	}
	for id, count := range cart.Items {
		bought, err := call[Product](ctx, "catalog", "Get", ById{id})
		if err != nil {
			return order, err
		}
		total.Amount += bought.Price.Amount * float64(count)
	}
	if total, err = call[Money](ctx, "currency", "Convert", Conversion{total, purchase.Currency}); err != nil {
		return order, err
	}
	payment, err := call[ById](ctx, "payment", "Charge", Charge{total, purchase.Card})
	if err != nil {
		return order, err
	}
	parcel, err := call[ById](ctx, "shipping", "Ship", cart)
	if err != nil {
		return order, err
	}
	if _, err = call[none](ctx, "cart", "Empty", ById{purchase.User}); err != nil {
		return order, err
	}
	order = Order{newId("order"), payment.Id, parcel.Id, cart.Items, total, version}
	_, err = call[none](ctx, "email", "Confirm", Mail{purchase.Email, order})
	return order, err
}
